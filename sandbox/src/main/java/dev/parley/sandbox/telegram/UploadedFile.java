package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a call, measured while it streamed by.
 *
 * @param head its first bytes, enough to recognise an image
 * @param content all of it, or null when it was too big to be kept
 */
record UploadedFile(
        String fileName,
        String mimeType,
        long size,
        String sha256,
        Buffer head,
        @Nullable Buffer content) {}
