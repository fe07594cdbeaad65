package dev.parley.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a multipart body ended as one must: with its closing boundary, and little after it. The parser does not tell a
 * body that was cut off from a whole one.
 */
final class MultipartEnd {
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);
    /** As much as may follow the closing boundary. */
    private static final int EPILOGUE = 1024;

    private final byte[] closing;
    private Buffer tail = Buffer.buffer();

    private MultipartEnd(String boundary) {
        this.closing = ("--" + boundary + "--").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Of a body of this type; null for one that has no boundary. */
    static @Nullable MultipartEnd of(@Nullable String contentType) {
        Matcher named = BOUNDARY.matcher(contentType == null ? "" : contentType);
        return named.find() ? new MultipartEnd(named.group(1) == null ? named.group(2) : named.group(1)) : null;
    }

    void follow(Buffer chunk) {
        int keep = closing.length + EPILOGUE;
        Buffer both = Buffer.buffer().appendBuffer(tail).appendBuffer(last(chunk, keep));
        tail = last(both, keep);
    }

    private static Buffer last(Buffer bytes, int most) {
        return bytes.length() <= most ? bytes : bytes.getBuffer(bytes.length() - most, bytes.length());
    }

    boolean isThere() {
        String end = tail.toString(StandardCharsets.ISO_8859_1);
        return end.contains(new String(closing, StandardCharsets.ISO_8859_1));
    }
}
