package dev.parley.sandbox.telegram;

import dev.parley.sandbox.stage.Body;
import io.vertx.core.buffer.Buffer;

/** A file of any size that takes no memory: byte {@code n} is {@code n mod 251}. */
record GeneratedBody(long length) implements Body {

    @Override
    public Buffer part(long from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ((from + i) % 251);
        }
        return Buffer.buffer(bytes);
    }
}
