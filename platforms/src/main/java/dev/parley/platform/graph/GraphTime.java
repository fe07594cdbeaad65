package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.PlatformTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as Meta writes them: milliseconds, seconds, either as text, or ISO with an offset that has no colon. */
public final class GraphTime {
    /** Below it a number is seconds: as milliseconds it would lie before April 1973. */
    private static final long SECONDS_BELOW = 100_000_000_000L;

    private static final DateTimeFormatter NO_COLON = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]Z");

    private GraphTime() {}

    /** The time; empty when it is absent, makes no sense, or cannot be true. */
    public static Optional<Instant> of(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? of(value.asText()) : Optional.empty();
    }

    /** See {@link #of(JsonNode)}. */
    public static Optional<Instant> of(String text) {
        return read(text).filter(PlatformTime::isPossible);
    }

    private static Optional<Instant> read(String text) {
        if (text.matches("\\d{1,16}")) {
            long number = Long.parseLong(text);
            return number == 0
                    ? Optional.empty()
                    : Optional.of(
                            number < SECONDS_BELOW ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
        }
        return iso(text);
    }

    private static Optional<Instant> iso(String text) {
        if (text.length() < 20 || text.charAt(4) != '-') {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : text.charAt(text.length() - 3) == ':'
                                    ? OffsetDateTime.parse(text).toInstant()
                                    : OffsetDateTime.parse(text, NO_COLON).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
