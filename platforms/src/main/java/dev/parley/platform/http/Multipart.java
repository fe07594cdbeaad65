package dev.parley.platform.http;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Builds a {@code multipart/form-data} body that is streamed: Vert.x' own form wants a file or the whole content in
 * memory, and stored media may lie elsewhere and be large.
 */
public final class Multipart {
    private final String boundary = "parley-" + UUID.randomUUID();
    private final List<Multi<Buffer>> pieces = new ArrayList<>();
    private long length;

    public Multipart text(String name, String value) {
        return piece(
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    /** @param size exactly as many bytes as {@code content} will give */
    public Multipart file(String name, String fileName, String contentType, long size, Multi<Buffer> content) {
        piece("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + harmless(fileName) + "\"\r\nContent-Type: " + harmless(contentType) + "\r\n\r\n");
        pieces.add(content);
        length += size;
        return piece("\r\n");
    }

    public CallBody.Streamed body() {
        piece("--" + boundary + "--\r\n");
        return new CallBody.Streamed(
                "multipart/form-data; boundary=" + boundary,
                length,
                Multi.createBy().concatenating().streams(pieces));
    }

    private Multipart piece(String text) {
        Buffer bytes = Buffer.buffer(text);
        length += bytes.length();
        pieces.add(Multi.createFrom().item(bytes));
        return this;
    }

    /** A name from outside must not end the header it stands in. */
    private static String harmless(String fromOutside) {
        return fromOutside.replaceAll("[\\r\\n\"]", "_");
    }
}
