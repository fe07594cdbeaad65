package dev.parley.media;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names stored bytes, and the only thing a public URL shows of them: 128 random bits in hex. */
public record MediaKey(String text) {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static MediaKey random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new MediaKey(HexFormat.of().formatHex(bytes));
    }

    /** Empty for anything that is no key; so a key can never lead out of its folder. */
    public static Optional<MediaKey> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new MediaKey(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
