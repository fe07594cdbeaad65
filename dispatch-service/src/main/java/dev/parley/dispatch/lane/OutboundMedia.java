package dev.parley.dispatch.lane;

import dev.parley.platform.OutboundAttachment;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The stored bytes behind a send's attachment. */
@Singleton
class OutboundMedia {
    /** Null for text. */
    @Nullable
    OutboundAttachment of(Head head) {
        return null;
    }
}
