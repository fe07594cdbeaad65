package dev.parley.gateway.http;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells the database being away from a fault of ours. */
final class Outage {
    private static final int DEEPEST = 10;
    /** Connection lost, insufficient resources, operator intervention, lock not available. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "55");

    private Outage() {}

    static boolean caused(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null && sqlState.length() == 5 && CLASSES.contains(sqlState.substring(0, 2));
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case PgException refused -> isOutage(refused.getSqlState());
            case SQLException refused -> isOutage(refused.getSQLState());
            case IOException _, TimeoutException _ -> true;
            case VertxException lost -> "Connection was closed".equals(lost.getMessage());
            default -> false;
        };
    }
}
