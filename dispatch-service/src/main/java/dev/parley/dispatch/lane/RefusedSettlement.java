package dev.parley.dispatch.lane;

import dev.parley.database.DatabaseFailure;
import dev.parley.platform.PlatformError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is written instead of a settlement that the database refuses for what it says. Repeating it would end in the same
 * refusal and hold the lane, so each one asks less of the database, and the last one ends the send.
 *
 * <pre>
 *   as it is ──► without what came too early for the message ──► published without the platform's id ──► failed
 *      │                                                         (only what was published)
 *      └ the lane alone ──► the lane alone, without a pause
 * </pre>
 */
final class RefusedSettlement {
    static final String NOT_STORED = "The platform's answer could not be stored";
    /** Features, transaction states, names: wrong for every settlement alike. */
    private static final Set<String> NOBODYS_FAULT = Set.of("0A", "25", "3F", "42");

    private RefusedSettlement() {}

    /** Whether the settlement is at fault: not the connection, the server, another transaction, or the schema. */
    static boolean isRefusal(Throwable failure) {
        String state = DatabaseFailure.sqlState(failure);
        String kind = state.length() == 5 ? state.substring(0, 2) : "";
        return DatabaseFailure.isPermanent(failure)
                && failure instanceof RuntimeException
                && !NOBODYS_FAULT.contains(kind);
    }

    /** What to try next; empty when nothing less can be written. */
    static Optional<Settlement> instead(Settlement refused) {
        if (refused.message() == null) {
            boolean pauses = refused.rest().isPositive() || refused.quiet().isPositive();
            return pauses ? Optional.of(withoutPause(refused)) : Optional.empty();
        }
        if (!refused.alone()) {
            return Optional.of(refused.onItsOwn());
        }
        return switch (refused.change()) {
            case Settlement.Published published
            when published.sent() != null -> Optional.of(refused.changedTo(new Settlement.Published(null)));
            case Settlement.Failed failed when failed.error().message().equals(NOT_STORED) -> Optional.empty();
            case Settlement.Change change -> Optional.of(withoutPause(refused.changedTo(failed(change))));
        };
    }

    private static Settlement withoutPause(Settlement settlement) {
        return settlement.restingFor(Duration.ZERO).quietFor(Duration.ZERO);
    }

    private static Settlement.Failed failed(Settlement.Change refused) {
        boolean unknown = switch (refused) {
            case Settlement.Published published -> true;
            case Settlement.AskLater ask -> true;
            case Settlement.Failed failed -> failed.unknown();
            case Settlement.TryAgain again -> again.inDoubt();
            case Settlement.Returned returned -> false;
            case Settlement.NotCalled notCalled -> false;
            case Settlement.Untouched untouched -> false;
        };
        PlatformError error = PlatformError.of(NOT_STORED);
        return new Settlement.Failed(unknown ? error.withNote(OutcomeRules.UNKNOWN_NOTE) : error, unknown);
    }
}
