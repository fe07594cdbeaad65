package dev.parley.sandbox.stage;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A square PNG of one colour: enough of a face to see avatars work. */
public final class SolidPng {

    private SolidPng() {}

    public static Buffer of(int side, long seed) {
        byte[] row = new byte[1 + 3 * side];
        for (int x = 0; x < side; x++) {
            row[1 + 3 * x] = (byte) (0x60 + Math.floorMod(seed * 31, 0x80));
            row[2 + 3 * x] = (byte) (0x60 + Math.floorMod(seed * 57, 0x80));
            row[3 + 3 * x] = (byte) (0x60 + Math.floorMod(seed * 83, 0x80));
        }
        Buffer pixels = Buffer.buffer();
        for (int y = 0; y < side; y++) {
            pixels.appendBytes(row);
        }
        Buffer header = Buffer.buffer().appendInt(side).appendInt(side).appendBytes(new byte[] {8, 2, 0, 0, 0});
        return Buffer.buffer(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .appendBuffer(chunk("IHDR", header))
                .appendBuffer(chunk("IDAT", deflated(pixels)))
                .appendBuffer(chunk("IEND", Buffer.buffer()));
    }

    private static Buffer chunk(String type, Buffer data) {
        Buffer content = Buffer.buffer(type.getBytes(StandardCharsets.US_ASCII)).appendBuffer(data);
        CRC32 crc = new CRC32();
        crc.update(content.getBytes());
        return Buffer.buffer().appendInt(data.length()).appendBuffer(content).appendUnsignedInt(crc.getValue());
    }

    private static Buffer deflated(Buffer data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data.getBytes());
        deflater.finish();
        byte[] out = new byte[data.length() + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Buffer.buffer().appendBytes(out, 0, length);
    }
}
