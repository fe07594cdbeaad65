package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Width and height of a PNG, JPEG, GIF or WebP, read from its first bytes. */
final class ImageSize {

    private ImageSize() {}

    /** Empty when the bytes are no image of these kinds, or cut off before the size. */
    static Optional<FileShape> of(Buffer head) {
        if (startsWith(head, 0, "\u0089PNG") && head.length() >= 24) {
            return shape(head.getInt(16), head.getInt(20));
        }
        if (startsWith(head, 0, "GIF8") && head.length() >= 10) {
            return shape(head.getUnsignedShortLE(6), head.getUnsignedShortLE(8));
        }
        if (startsWith(head, 0, "RIFF") && startsWith(head, 8, "WEBP")) {
            return webp(head);
        }
        if (startsWith(head, 0, "\u00ff\u00d8\u00ff")) {
            return jpeg(head);
        }
        return Optional.empty();
    }

    private static Optional<FileShape> webp(Buffer head) {
        if (head.length() < 30) {
            return Optional.empty();
        }
        if (startsWith(head, 12, "VP8X")) {
            return shape(1 + head.getUnsignedMediumLE(24), 1 + head.getUnsignedMediumLE(27));
        }
        if (startsWith(head, 12, "VP8L")) {
            int bits = head.getIntLE(21);
            return shape(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
        }
        return shape(head.getUnsignedShortLE(26) & 0x3fff, head.getUnsignedShortLE(28) & 0x3fff);
    }

    /** Walks the segments to the first start-of-frame. */
    private static Optional<FileShape> jpeg(Buffer head) {
        int at = 2;
        while (at + 9 < head.length() && head.getUnsignedByte(at) == 0xff) {
            int marker = head.getUnsignedByte(at + 1);
            boolean startOfFrame =
                    marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (startOfFrame) {
                return shape(head.getUnsignedShort(at + 7), head.getUnsignedShort(at + 5));
            }
            at += 2 + head.getUnsignedShort(at + 2);
        }
        return Optional.empty();
    }

    private static Optional<FileShape> shape(int width, int height) {
        return Optional.of(new FileShape(width, height, 0));
    }

    private static boolean startsWith(Buffer head, int at, String bytes) {
        if (head.length() < at + bytes.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length(); i++) {
            if (head.getUnsignedByte(at + i) != bytes.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
