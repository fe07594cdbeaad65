package dev.parley.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding that also represents lone surrogates, as the bytes that a careless encoder would write. */
final class Percent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String ID_CHARACTERS = UNRESERVED + ":@$";

    private Percent() {}

    static String query(String text) {
        return encode(text, UNRESERVED);
    }

    static String segment(String text) {
        return encode(text, ID_CHARACTERS);
    }

    private static String encode(String text, String plain) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : utf8(text)) {
            int value = each & 0xFF;
            if (value < 0x80 && plain.indexOf(value) >= 0) {
                encoded.append((char) value);
            } else {
                encoded.append('%').append(hex(value >> 4)).append(hex(value & 0xF));
            }
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    /** UTF-8, with three bytes for a lone surrogate. */
    static byte[] utf8(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3F);
                bytes.write(0x80 | point & 0x3F);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
            at += Character.charCount(point);
        }
        return bytes.toByteArray();
    }
}
