package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/** Times in queries: ISO 8601 with any offset; without one they mean UTC, and a day alone means its first moment. */
public final class TimeParameters {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(java.util.Locale.ROOT);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private TimeParameters() {}

    /** @throws ApiException 400 when the text is no time */
    public static @Nullable OffsetDateTime parameter(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            // A plus sign that was not encoded arrives as a space.
            return clamp(read(ISO.parse(text.strip().replace(' ', '+'))));
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw ApiException.badRequest(name + " must be an ISO 8601 timestamp");
        }
    }

    private static Instant read(TemporalAccessor parsed) {
        java.time.LocalDate day = java.time.LocalDate.from(parsed);
        java.time.LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        return day.atTime(time == null ? java.time.LocalTime.MIDNIGHT : time)
                .toInstant(offset == null ? ZoneOffset.UTC : offset);
    }

    /** The database knows fewer years than Java does. */
    private static OffsetDateTime clamp(Instant time) {
        Instant known = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return known.atOffset(ZoneOffset.UTC);
    }
}
