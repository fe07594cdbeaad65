package dev.parley.database;

import com.fasterxml.jackson.core.JacksonException;
import dev.parley.node.NoNodeException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what a failed statement means.
 *
 * <pre>
 *   CONFLICT   another transaction was in the way                ──► the same again, at once
 *   OUTAGE     the database, its disk, the way to it, or Kafka   ──► the same again, later, however long it takes
 *   REFUSED    the server refuses these data                     ──► never again; the others of the batch are not at fault
 *   BUG        our own code failed over them                     ──► likewise
 * </pre>
 *
 * What is not known to be an outage counts as refused: isolated it costs one item its place, repeated it would cost all.
 */
public enum DatabaseFailure {
    CONFLICT,
    OUTAGE,
    REFUSED,
    BUG;

    private static final int DEEPEST = 20;

    /** Lock not available, as {@code lock_timeout} and {@code nowait} say it. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Deadlock, serialisation failure and other roll-backs. */
    private static final String ROLLED_BACK = "40";

    /**
     * Connection, authorisation, database absent, resources, object in use, operator, system, configuration. A password
     * that was changed is an outage: no item is at fault.
     */
    private static final Set<String> OUTAGES = Set.of("08", "28", "3D", "53", "55", "57", "58", "F0");

    /** Read-only after a fail-over, and transactions that the server ended for being idle or too long. */
    private static final Set<String> OUTAGE_STATES = Set.of("25006", "25P03", "25P04");

    /** Zero or broken characters, text that is no value of the type, too long, out of range, too large for an index. */
    private static final Set<String> UNSTORABLE =
            Set.of("22021", "22P05", "22P02", "22P03", "22001", "22003", "22007", "22008", "54000");

    public static DatabaseFailure of(Throwable failure) {
        String state = sqlState(failure);
        return state.isEmpty() ? withoutState(failure) : ofState(state);
    }

    private static DatabaseFailure ofState(String state) {
        String kind = state.length() == 5 ? state.substring(0, 2) : "";
        if (kind.equals(ROLLED_BACK) || state.equals(LOCK_NOT_AVAILABLE)) {
            return CONFLICT;
        }
        return OUTAGES.contains(kind) || OUTAGE_STATES.contains(state) ? OUTAGE : REFUSED;
    }

    private static DatabaseFailure withoutState(Throwable failure) {
        if (isAnywhere(failure, cause -> cause instanceof PassingException)) {
            return CONFLICT;
        }
        return isAnywhere(failure, DatabaseFailure::isConnectionTrouble) ? OUTAGE : BUG;
    }

    /** The data are at fault, or our code with them: repeating it would end the same way. */
    public static boolean isPermanent(Throwable failure) {
        DatabaseFailure kind = of(failure);
        return kind == REFUSED || kind == BUG;
    }

    public static boolean isConflict(Throwable failure) {
        return of(failure) == CONFLICT;
    }

    /** The database cannot be reached, does not answer in time, or cannot do this now: it may be asked again. */
    public static boolean isAway(Throwable failure) {
        return !isPermanent(failure);
    }

    /** The database works, and refused a value that somebody sent. */
    public static boolean isUnstorableValue(Throwable failure) {
        return UNSTORABLE.contains(sqlState(failure));
    }

    /** For logs and dead letters: the server's own text may quote what it was given, so only its code goes along. */
    public static String nameOf(Throwable failure) {
        String state = sqlState(failure);
        return state.isEmpty() ? failure.getClass().getSimpleName() : "SQLSTATE " + state;
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

    /** Vert.x reports lost connections and full pools by exceptions without a type of their own. */
    private static boolean isConnectionTrouble(Throwable cause) {
        return cause instanceof IOException && !(cause instanceof JacksonException)
                || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException
                || cause instanceof RejectedExecutionException
                || cause instanceof RetriableException
                || cause instanceof NoNodeException
                || (cause instanceof VertxException || cause instanceof NoStackTraceThrowable) && !isMisuse(cause);
    }

    /** A statement that was given the wrong parameters. */
    private static boolean isMisuse(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("Parameter at position") || message.startsWith("The number of parameters");
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
