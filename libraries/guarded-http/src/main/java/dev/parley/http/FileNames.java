package dev.parley.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file is called by whoever serves it; never a path, and without characters that no name has. */
public final class FileNames {
    private static final int LONGEST = 255;
    private static final Pattern EXTENDED =
            Pattern.compile("(?i)(?:^|;)\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)");
    private static final Pattern QUOTED = Pattern.compile("(?i)(?:^|;)\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BARE = Pattern.compile("(?i)(?:^|;)\\s*filename\\s*=\\s*([^\";]+)");

    private FileNames() {}

    /** By the answer's {@code Content-Disposition}, else by the last part of its URL; null when neither says. */
    public static @Nullable String of(@Nullable String disposition, String url) {
        return Optional.ofNullable(disposition)
                .flatMap(FileNames::inDisposition)
                .or(() -> inUrl(url))
                .orElse(null);
    }

    /** The last part of a URL's path, decoded. */
    public static Optional<String> inUrl(String url) {
        String path = url.replaceFirst("^[A-Za-z]+://[^/]*", "").replaceFirst("[?#].*$", "");
        return clean(decoded(path.substring(path.lastIndexOf('/') + 1)));
    }

    private static Optional<String> inDisposition(String header) {
        Matcher extended = EXTENDED.matcher(header);
        if (extended.find()) {
            return clean(decoded(extended.group(1)));
        }
        Matcher quoted = QUOTED.matcher(header);
        if (quoted.find()) {
            return clean(decoded(quoted.group(1).replaceAll("\\\\(.)", "$1")));
        }
        Matcher bare = BARE.matcher(header);
        return bare.find() ? clean(decoded(bare.group(1).strip())) : Optional.empty();
    }

    /** A name as it may be kept; empty when nothing is left of it. */
    public static Optional<String> clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String kept = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "").strip();
        String bounded = kept.codePointCount(0, kept.length()) <= LONGEST
                ? kept
                : kept.substring(0, kept.offsetByCodePoints(0, LONGEST));
        return bounded.isEmpty() || bounded.matches("\\.+") ? Optional.empty() : Optional.of(bounded);
    }

    /** Percent-encoded bytes of UTF-8; a text that is not such stays as it is. */
    private static String decoded(String text) {
        if (!text.matches("(?s)(?:[^%]|%[0-9A-Fa-f]{2})*") || text.indexOf('%') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.put((byte) Integer.parseInt(new String(raw, i + 1, 2, StandardCharsets.US_ASCII), 16));
                i += 2;
            } else {
                bytes.put(raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException other) {
            return text;
        }
    }
}
