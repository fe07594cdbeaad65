package dev.parley.normalise;

import dev.parley.id.NoNodeException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a batch was not written, and so what to do: try again at once, wait for the database, or look for the bad item. */
public final class BatchFailure {
    /** Deadlock, serialisation failure, lock not available. */
    private static final Set<String> CROSSED = Set.of("40P01", "40001", "55P03");
    /** Connection trouble, resources exhausted, shutting down or starting up, read-only after a fail-over. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58");

    private static final String READ_ONLY = "25006";

    private BatchFailure() {}

    /** Somebody was in the way; the same batch will pass. */
    public static boolean isPassing(Throwable failure) {
        return failure instanceof ChatsMovedException || CROSSED.contains(sqlState(failure));
    }

    /** No item is to blame, so looking for the bad one would find a good one. */
    static boolean isNobodysFault(Throwable failure) {
        return failure instanceof SupersededException || CROSSED.contains(sqlState(failure)) || isDatabaseAway(failure);
    }

    /** It must wait until the database is back. */
    public static boolean isDatabaseAway(Throwable failure) {
        String state = sqlState(failure);
        return state.isEmpty() ? isConnectionTrouble(failure) : isTroubleOfTheServer(state);
    }

    private static boolean isTroubleOfTheServer(String state) {
        return state.equals(READ_ONLY) || (state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2)));
    }

    private static boolean isConnectionTrouble(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof ClosedConnectionException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoNodeException) {
                return true;
            }
        }
        return false;
    }

    private static String sqlState(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused && refused.getSqlState() != null) {
                return refused.getSqlState();
            }
        }
        return "";
    }
}
