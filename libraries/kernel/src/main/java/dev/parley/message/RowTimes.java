package dev.parley.message;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times of rows. The database can hold more years than a client can read, and infinity. */
public final class RowTimes {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    /** A month before such years end: what is counted from a time, as a messaging window is, can be read too. */
    private static final Instant LATEST = Instant.parse("9999-12-01T00:00:00Z");

    private RowTimes() {}

    static @Nullable Instant of(Row row, String column) {
        return readable(row.getOffsetDateTime(column));
    }

    /** The time, or the nearest one with a year of four digits. */
    public static @Nullable Instant readable(@Nullable OffsetDateTime stored) {
        if (stored == null) {
            return null;
        }
        Instant time = stored.toInstant();
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }
}
