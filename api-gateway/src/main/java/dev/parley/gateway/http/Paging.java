package dev.parley.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted. What cannot be meant falls back to the default, what is too much is cut; the answer
 * shows what was taken.
 *
 * @param page from zero
 * @param perPage 1 to 100
 */
public record Paging(int page, int perPage) {
    private static final int DEFAULT_PER_PAGE = 20;
    private static final int MOST_PER_PAGE = 100;
    private static final int LAST_PAGE = Integer.MAX_VALUE / MOST_PER_PAGE;

    public static Paging of(@Nullable String page, @Nullable String perPage) {
        int size = number(perPage, 1, DEFAULT_PER_PAGE);
        return new Paging(Math.min(number(page, 0, 0), LAST_PAGE), Math.min(size, MOST_PER_PAGE));
    }

    public int offset() {
        return page * perPage;
    }

    private static int number(@Nullable String text, int least, int otherwise) {
        if (text == null
                || text.isEmpty()
                || text.length() > 18
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return otherwise;
        }
        long number = Math.min(Long.parseLong(text), Integer.MAX_VALUE);
        return number < least ? otherwise : (int) number;
    }
}
