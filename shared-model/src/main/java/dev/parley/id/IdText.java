package dev.parley.id;

import java.util.Optional;

/** Crockford base32 in lower case, always 13 characters after the prefix, so that texts sort like numbers. */
final class IdText {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13;

    private IdText() {}

    static String format(String prefix, long value) {
        char[] digits = new char[LENGTH];
        long rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return prefix + new String(digits);
    }

    static Optional<Long> parse(String prefix, String text) {
        if (text.length() != prefix.length() + LENGTH || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = prefix.length(); i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0 || (i == prefix.length() && digit > 7)) {
                return Optional.empty();
            }
            value = value << 5 | digit;
        }
        return Optional.of(value);
    }
}
