package dev.parley.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.json.MillisecondTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reaction as it stands now: one per sender. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Reaction(
        String senderExternalId,
        @Nullable String emoji,
        @Nullable String reaction,
        @MillisecondTime @Nullable Instant at) {}
