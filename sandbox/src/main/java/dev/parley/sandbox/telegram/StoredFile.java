package dev.parley.sandbox.telegram;

import dev.parley.sandbox.stage.Body;
import org.jspecify.annotations.Nullable;

/**
 * A file Telegram knows.
 *
 * @param number its place in the store, in both of its ids and in its path
 * @param path where it is downloaded
 */
record StoredFile(
        long number,
        MediaKind kind,
        String path,
        String fileName,
        String mimeType,
        long size,
        String sha256,
        FileShape shape,
        Content content) {

    /** The same for every bot; not good for downloading. */
    String uniqueId() {
        return "AQAD" + Long.toString(0x1000000 + number, 36);
    }

    /** The bytes, shared by all sizes of a photo; they may be dropped to make room. */
    static final class Content {

        private @Nullable Body body;

        Content(@Nullable Body body) {
            this.body = body;
        }

        synchronized @Nullable Body body() {
            return body;
        }

        synchronized void drop() {
            body = null;
        }
    }
}
