package dev.parley.topic;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event came of: for whoever measures and follows it, never for deciding anything.
 *
 * @param platform the network it happened on; null for what concerns none
 * @param occurredAt when it happened, as the platform says; null when it does not say
 * @param traceparent the step that caused it, in W3C notation; null when nobody traces it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cause(
        @Nullable String platform,
        @Nullable Instant occurredAt,
        @JsonIgnore @Nullable String traceparent) {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    public static final Cause UNKNOWN = new Cause(null, null, null);

    public static Cause on(@Nullable String platform) {
        return new Cause(platform, null, null);
    }

    /** A time that no calendar of the database holds says nothing. */
    public Cause at(@Nullable Instant when) {
        boolean plausible = when != null && when.isAfter(EARLIEST) && when.isBefore(LATEST);
        return new Cause(platform, plausible ? when : null, traceparent);
    }

    public Cause tracedBy(@Nullable String step) {
        return new Cause(platform, occurredAt, step);
    }
}
