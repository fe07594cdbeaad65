package dev.parley.sandbox.stage;

import io.vertx.core.buffer.Buffer;

/** The bytes of an answer, handed out in parts so that a large file never has to be in memory as a whole. */
public interface Body {

    long length();

    /** The bytes {@code from} (inclusive) to {@code from + count}; the caller stays within {@link #length()}. */
    Buffer part(long from, int count);

    static Body of(Buffer buffer) {
        return new Body() {
            @Override
            public long length() {
                return buffer.length();
            }

            @Override
            public Buffer part(long from, int count) {
                return buffer.slice((int) from, (int) from + count);
            }
        };
    }
}
