package dev.parley.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a path, after RFC 3986 section 6: escapes of characters that need none are decoded, the others are
 * written in upper case, and repeated slashes are one. A path has no such spelling if programs may read it differently:
 *
 * <pre>
 *   path parameters (;)         dot segments, also behind an encoded slash
 *   backslashes, controls       bytes that are no UTF-8
 *   characters that a path must escape
 * </pre>
 */
final class NormalPath {
    /** Unreserved characters and those that mean themselves in a segment; {@code +} stays as it is written. */
    private static final String PLAIN = "-._~!$&'()*,=:@";

    private static final int HEX = 16;
    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7f;

    private NormalPath() {}

    /** @return null if there is none */
    static @Nullable String of(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        StringBuilder normal = new StringBuilder(path.length());
        byte[] decoded = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            char written = path.charAt(i);
            if (written == '%') {
                int value = escaped(path, i);
                if (value < 0 || isForbidden(value)) {
                    return null;
                }
                decoded[length++] = (byte) value;
                append(normal, value);
                i += 2;
            } else if (isPlain(written) || written == '+' || written == '/') {
                decoded[length++] = (byte) written;
                if (written != '/' || normal.isEmpty() || normal.charAt(normal.length() - 1) != '/') {
                    normal.append(written);
                }
            } else {
                return null;
            }
        }
        return isText(decoded, length) && !hasDotSegment(decoded, length) ? normal.toString() : null;
    }

    private static int escaped(String path, int at) {
        if (at + 2 >= path.length()) {
            return -1;
        }
        int high = digit(path.charAt(at + 1));
        int low = digit(path.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    /** ASCII only, which {@link Character#digit} is not. */
    private static int digit(char letter) {
        return letter < DELETE ? Character.digit(letter, HEX) : -1;
    }

    private static boolean isForbidden(int value) {
        return value < SPACE || value == DELETE || value == '\\';
    }

    private static void append(StringBuilder normal, int value) {
        if (value < DELETE && isPlain((char) value)) {
            normal.append((char) value);
        } else {
            normal.append('%')
                    .append(Character.toUpperCase(Character.forDigit(value / HEX, HEX)))
                    .append(Character.toUpperCase(Character.forDigit(value % HEX, HEX)));
        }
    }

    private static boolean isPlain(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || PLAIN.indexOf(letter) >= 0;
    }

    private static boolean isText(byte[] decoded, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded, 0, length));
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    private static boolean hasDotSegment(byte[] decoded, int length) {
        return Arrays.stream(new String(decoded, 0, length, StandardCharsets.UTF_8).split("/", -1))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
