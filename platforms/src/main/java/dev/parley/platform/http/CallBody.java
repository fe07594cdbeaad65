package dev.parley.platform.http;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;

/** What a call carries. */
public sealed interface CallBody {
    CallBody NONE = new None();

    record None() implements CallBody {}

    /** Small enough to be held. */
    record Whole(String contentType, Buffer bytes) implements CallBody {}

    /** Streamed, of a length known before. */
    record Streamed(String contentType, long length, Multi<Buffer> bytes) implements CallBody {}
}
