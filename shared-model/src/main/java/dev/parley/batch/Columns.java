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
    private Columns() {}

    public static <T> @Nullable Long[] longs(List<T> rows, Function<T, @Nullable Long> column) {
        @Nullable Long[] values = new @Nullable Long[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    public static <T> @Nullable Integer[] ints(List<T> rows, Function<T, @Nullable Integer> column) {
        @Nullable Integer[] values = new @Nullable Integer[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    public static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    public static <T> @Nullable String[] json(List<T> rows, Function<T, @Nullable JsonNode> column) {
        return texts(rows, row -> {
            JsonNode node = column.apply(row);
            return node == null ? null : node.toString();
        });
    }

    public static <T> @Nullable Boolean[] flags(List<T> rows, Function<T, @Nullable Boolean> column) {
        @Nullable Boolean[] values = new @Nullable Boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return values;
    }

    public static <T> @Nullable OffsetDateTime[] times(List<T> rows, Function<T, @Nullable Instant> column) {
        @Nullable OffsetDateTime[] values = new @Nullable OffsetDateTime[rows.size()];
        for (int i = 0; i < values.length; i++) {
            Instant at = column.apply(rows.get(i));
            values[i] = at == null ? null : at.atOffset(ZoneOffset.UTC);
        }
        return values;
    }
}
