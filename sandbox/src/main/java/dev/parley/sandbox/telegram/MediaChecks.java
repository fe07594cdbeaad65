package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What Telegram refuses to take as a photo or a sticker, and sizes it does not take at all. */
final class MediaChecks {

    private static final int MOST_EDGES = 10_000;
    private static final int MOST_RATIO = 20;

    private MediaChecks() {}

    static void check(MediaKind kind, UploadedFile upload, long limit) {
        if (upload.size() == 0) {
            throw TelegramRefusal.badRequest("file must be non-empty");
        }
        if (upload.size() > limit) {
            throw kind == MediaKind.PHOTO
                    ? TelegramRefusal.badRequest("file of size " + upload.size()
                            + " bytes is too big for a photo; the maximum size is " + limit + " bytes")
                    : TelegramRefusal.of(413, "Request Entity Too Large");
        }
        if (kind == MediaKind.PHOTO) {
            checkPhoto(ImageSize.of(upload.head()));
        }
        if (kind == MediaKind.STICKER && !isSticker(upload.head())) {
            throw TelegramRefusal.badRequest("wrong file type");
        }
    }

    private static void checkPhoto(Optional<FileShape> size) {
        if (size.isEmpty()) {
            throw TelegramRefusal.badRequest("IMAGE_PROCESS_FAILED");
        }
        int width = size.get().width();
        int height = size.get().height();
        boolean slim = Math.max(width, height) > (long) MOST_RATIO * Math.min(width, height);
        if (width + height > MOST_EDGES || slim) {
            throw TelegramRefusal.badRequest("PHOTO_INVALID_DIMENSIONS");
        }
    }

    /** WebP, PNG, gzipped animation (.tgs) or WebM. */
    private static boolean isSticker(Buffer head) {
        return ImageSize.of(head).isPresent()
                || (head.length() > 4 && head.getUnsignedShort(0) == 0x1f8b)
                || (head.length() > 4 && head.getInt(0) == 0x1a45dfa3);
    }
}
