package dev.parley.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that {@code unnest} takes: many rows, one statement, one plan. */
public final class Columns {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Columns() {}

    public static <T> @Nullable Long[] longs(List<T> rows, Function<T, @Nullable Long> column) {
        return filled(new @Nullable Long[rows.size()], rows, column);
    }

    public static <T> @Nullable Integer[] ints(List<T> rows, Function<T, @Nullable Integer> column) {
        return filled(new @Nullable Integer[rows.size()], rows, column);
    }

    public static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return filled(new @Nullable String[rows.size()], rows, column);
    }

    public static <T> @Nullable String[] json(List<T> rows, Function<T, @Nullable JsonNode> column) {
        return texts(rows, row -> {
            JsonNode node = column.apply(row);
            return node == null ? null : node.toString();
        });
    }

    public static <T> @Nullable Boolean[] flags(List<T> rows, Function<T, @Nullable Boolean> column) {
        return filled(new @Nullable Boolean[rows.size()], rows, column);
    }

    /** A time that the column cannot hold, or no client read, becomes the nearest one that they can. */
    public static <T> @Nullable OffsetDateTime[] times(List<T> rows, Function<T, @Nullable Instant> column) {
        return filled(new @Nullable OffsetDateTime[rows.size()], rows, row -> {
            Instant at = column.apply(row);
            return at == null ? null : within(at).atOffset(ZoneOffset.UTC);
        });
    }

    private static Instant within(Instant at) {
        return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
    }

    private static <T, V extends @Nullable Object> V[] filled(V[] values, List<T> rows, Function<T, V> column) {
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }
}
