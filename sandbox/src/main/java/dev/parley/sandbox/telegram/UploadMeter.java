package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Counts and hashes a file as it streams by, keeping its head, and its whole content while that is small enough. */
final class UploadMeter {

    private static final int HEAD = 128 * 1024;

    private final String fileName;
    private final String mimeType;
    private final int kept;
    private final MessageDigest digest = sha256();
    private final Buffer head = Buffer.buffer();
    private @Nullable Buffer content = Buffer.buffer();
    private long size;

    UploadMeter(@Nullable String fileName, @Nullable String mimeType, int kept) {
        this.fileName = fileName == null ? "" : fileName;
        this.mimeType = mimeType == null || mimeType.isEmpty() ? "application/octet-stream" : mimeType;
        this.kept = kept;
    }

    static UploadedFile measure(String fileName, String mimeType, Buffer content) {
        UploadMeter meter = new UploadMeter(fileName, mimeType, Integer.MAX_VALUE);
        meter.take(content);
        return meter.finish();
    }

    /** The part of a content that is looked at to recognise an image. */
    static Buffer headOf(Buffer content) {
        return content.slice(0, Math.min(content.length(), HEAD));
    }

    void take(Buffer part) {
        digest.update(part.getBytes());
        size += part.length();
        if (head.length() < HEAD) {
            head.appendBuffer(part.slice(0, Math.min(part.length(), HEAD - head.length())));
        }
        if (content != null) {
            content = size <= kept ? content.appendBuffer(part) : null;
        }
    }

    long size() {
        return size;
    }

    UploadedFile finish() {
        return new UploadedFile(fileName, mimeType, size, HexFormat.of().formatHex(digest.digest()), head, content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
