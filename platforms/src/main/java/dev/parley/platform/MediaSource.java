package dev.parley.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches the bytes behind an inbound attachment or an avatar. Called by dispatch, off the messages' way. */
public interface MediaSource {
    /** @param source as the platform's package put it into the attachment */
    Uni<Fetch> open(Profile profile, JsonNode source, Duration deadline);

    /** What came of it. */
    sealed interface Fetch {
        /** The content, streamed; the caller bounds its size. */
        record Content(
                @Nullable String contentType, @Nullable String fileName, Multi<Buffer> bytes) implements Fetch {}

        /** It cannot be had, for a reason a customer understands. */
        record Gone(String reason) implements Fetch {}

        record TryAgain(@Nullable Duration after, String reason) implements Fetch {}
    }
}
