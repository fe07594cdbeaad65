package dev.parley.stories;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A protobuf message taken apart into its fields, without knowing what they are called. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final List<Field> fields = new ArrayList<>();

    /** @param bytes empty for a field that is a number */
    private record Field(int number, byte[] bytes) {}

    Protobuf(byte[] message) {
        ByteBuffer rest = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            fields.add(new Field((int) (tag >>> 3), value(rest, (int) (tag & 7))));
        }
    }

    private static byte[] value(ByteBuffer rest, int kind) {
        return switch (kind) {
            case VARINT -> {
                varint(rest);
                yield new byte[0];
            }
            case FIXED_64 -> skip(rest, Long.BYTES);
            case FIXED_32 -> skip(rest, Integer.BYTES);
            case BYTES -> {
                byte[] bytes = new byte[(int) varint(rest)];
                rest.get(bytes);
                yield bytes;
            }
            default -> throw new IllegalArgumentException("wire type " + kind);
        };
    }

    private static byte[] skip(ByteBuffer rest, int bytes) {
        rest.position(rest.position() + bytes);
        return new byte[0];
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = rest.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** The messages that stand under this number. */
    List<Protobuf> messages(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .map(field -> new Protobuf(field.bytes))
                .toList();
    }

    /** The bytes under this number; none where there is no such field. */
    byte[] bytes(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .findFirst()
                .map(Field::bytes)
                .orElse(new byte[0]);
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }
}
