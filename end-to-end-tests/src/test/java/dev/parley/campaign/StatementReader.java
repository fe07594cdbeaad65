package dev.parley.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the statements in what a client sends to PostgreSQL. Each is a step, named by how it begins. */
final class StatementReader implements Wire.Reader {
    private static final int LENGTH = 4;
    private static final int TYPE_AND_LENGTH = 5;
    private static final int ENOUGH_TO_TELL = 100;

    private final Map<String, String> prepared = new HashMap<>();
    private byte[] rest = {};
    /** The first message, and it alone, has no type before its length. */
    private boolean greeted;

    @Override
    public List<Wire.Piece> read(byte[] bytes) {
        ByteBuffer received = ByteBuffer.allocate(rest.length + bytes.length)
                .put(rest)
                .put(bytes)
                .flip();
        List<Wire.Piece> pieces = new ArrayList<>();
        for (int length = next(received); length <= received.remaining(); length = next(received)) {
            byte[] message = new byte[length];
            received.get(message);
            pieces.add(new Wire.Piece(greeted ? step(message) : null, message));
            greeted = true;
        }
        rest = new byte[received.remaining()];
        received.get(rest);
        return pieces;
    }

    /** The length of the next message; endless while even that is unknown. */
    private int next(ByteBuffer received) {
        int before = greeted ? 1 : 0;
        return received.remaining() < before + LENGTH
                ? Integer.MAX_VALUE
                : before + received.getInt(received.position() + before);
    }

    private @Nullable String step(byte[] message) {
        return switch (message[0]) {
            case 'P' -> {
                String name = text(message, TYPE_AND_LENGTH);
                prepared.put(name, shortened(text(message, TYPE_AND_LENGTH + name.length() + 1)));
                yield null;
            }
            case 'B' -> {
                String portal = text(message, TYPE_AND_LENGTH);
                yield prepared.get(text(message, TYPE_AND_LENGTH + portal.length() + 1));
            }
            case 'Q' -> shortened(text(message, TYPE_AND_LENGTH));
            default -> null;
        };
    }

    /** Up to the zero that ends it; one char a byte. */
    private static String text(byte[] message, int from) {
        int end = from;
        while (message[end] != 0) {
            end++;
        }
        return new String(message, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static String shortened(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), ENOUGH_TO_TELL));
    }
}
