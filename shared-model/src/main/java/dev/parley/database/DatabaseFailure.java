package dev.parley.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether a failed statement means that the database is away, that a value cannot be stored, or that we are at fault. */
public final class DatabaseFailure {
    private static final int DEEPEST = 20;
    /** Connection lost, insufficient resources, lock not available, operator intervention, system error. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "55", "57", "58");
    /** Read-only after a fail-over; serialisation failure and deadlock, which pass when asked again. */
    private static final Set<String> AWAY = Set.of("25006", "40001", "40P01");
    /** Zero or broken characters, text that is no value of the type, too long, out of range, too large for an index. */
    private static final Set<String> UNSTORABLE =
            Set.of("22021", "22P05", "22P02", "22P03", "22001", "22003", "22007", "22008", "54000");

    private DatabaseFailure() {}

    /** The database cannot be reached, does not answer in time, or cannot work now. */
    public static boolean isAway(Throwable failure) {
        String state = sqlState(failure);
        return state.isEmpty() ? isAnywhere(failure, DatabaseFailure::isConnectionTrouble) : isAway(state);
    }

    /** The database works, and refused a value that somebody sent. */
    public static boolean isUnstorableValue(Throwable failure) {
        return UNSTORABLE.contains(sqlState(failure));
    }

    private static boolean isAway(String state) {
        return AWAY.contains(state) || (state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2)));
    }

    /** Vert.x reports lost connections and full pools by exceptions without a type of their own. */
    private static boolean isConnectionTrouble(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException
                || (cause instanceof VertxException || cause instanceof NoStackTraceThrowable) && !isMisuse(cause);
    }

    /** A statement that was given the wrong parameters. */
    private static boolean isMisuse(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("Parameter at position") || message.startsWith("The number of parameters");
    }

    /** The first that the database itself sent; empty when it sent none. */
    public static String sqlState(Throwable failure) {
        String[] state = {""};
        isAnywhere(failure, cause -> {
            @Nullable String own = ownState(cause);
            state[0] = own == null ? "" : own;
            return !state[0].isEmpty();
        });
        return state[0];
    }

    private static @Nullable String ownState(Throwable cause) {
        return switch (cause) {
            case PgException refused -> refused.getSqlState();
            case SQLException refused -> refused.getSQLState();
            default -> null;
        };
    }

    private static boolean isAnywhere(Throwable failure, Predicate<Throwable> wanted) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
