package dev.parley.event;

import dev.parley.topic.Cause;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;

/** The columns of {@code events} that say what an event came of. */
public final class CauseColumns {
    /** Of the table called {@code e}; a constant, so that a statement made with it is one too. */
    public static final String COLUMNS = " e.platform, e.occurred_at, e.traceparent ";

    private CauseColumns() {}

    /** @param first where the row has the first of {@link #COLUMNS} */
    public static Cause read(Row row, int first) {
        OffsetDateTime occurred = row.getOffsetDateTime(first + 1);
        return new Cause(
                row.getString(first), occurred == null ? null : occurred.toInstant(), row.getString(first + 2));
    }
}
