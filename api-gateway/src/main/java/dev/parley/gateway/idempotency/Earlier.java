package dev.parley.gateway.idempotency;

import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;

/** What an earlier request under the same key, and the same as this one, has come to. */
sealed interface Earlier {
    /** There was none. */
    record None() implements Earlier {}

    record Answered(Response answer) implements Earlier {}

    /** It ended, or its gateway did, without anybody knowing what came of it. */
    record Unknown(OffsetDateTime began) implements Earlier {}
}
