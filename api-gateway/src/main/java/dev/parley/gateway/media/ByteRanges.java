package dev.parley.gateway.media;

import dev.parley.media.MediaStore;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one range of a {@code Range} header; several, or another unit, count as none. */
final class ByteRanges {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private ByteRanges() {}

    /** What is asked for. */
    sealed interface Asked {}

    record Whole() implements Asked {}

    record Part(MediaStore.Range range) implements Asked {}

    record NotThere() implements Asked {}

    static Asked of(@Nullable String header, long size) {
        Optional<Matcher> matched =
                Optional.ofNullable(header).map(ONE::matcher).filter(Matcher::matches);
        if (matched.isEmpty()) {
            return new Whole();
        }
        String first = matched.get().group(1);
        String last = matched.get().group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        return from >= size || to < from ? new NotThere() : new Part(new MediaStore.Range(from, to));
    }

    private static Asked suffix(long length, long size) {
        return length == 0 || size == 0
                ? new NotThere()
                : new Part(new MediaStore.Range(Math.max(0, size - length), size - 1));
    }
}
