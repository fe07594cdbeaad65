package dev.parley.dispatch.lane;

import dev.parley.dispatch.lane.LaneState.Send;
import dev.parley.dispatch.lane.LaneState.Status;
import java.time.Duration;
import java.util.Optional;

/** What {@link SettledMessages} makes of a row. */
final class Settling {
    private Settling() {}

    /** The state with the row written; empty when the database refuses, because the id is another's. */
    static Optional<LaneState> write(LaneState state, int number, Settlement settlement) {
        if (settlement.message() == null || state.sends().get(number).isSettled()) {
            return Optional.of(state);
        }
        int id = settlement.sent() == null
                ? 0
                : Integer.parseInt(settlement.sent().externalId().substring(1));
        boolean taken = id > 0 && state.sends().stream().anyMatch(other -> other.externalId() == id);
        return taken
                ? Optional.empty()
                : Optional.of(state.withSend(number, written(state.sends().get(number), settlement, id)));
    }

    private static Send written(Send row, Settlement settlement, int id) {
        Status status = status(row, settlement);
        if (status == Status.PUBLISHED || status == Status.FAILED) {
            return Send.settled(status, settlement.leavesOutcomeUnknown(), id);
        }
        boolean keepsUnknown = settlement.takesAttemptBack() || settlement.countsLostMark();
        int attempts = row.attempts()
                + (settlement.takesAttemptBack() && row.calling() ? -1 : 0)
                + (settlement.countsLostMark() && !row.calling() ? 1 : 0);
        Duration wait = settlement.nextTryIn();
        return new Send(
                status,
                settlement.leavesCallOpen() && row.calling(),
                keepsUnknown ? row.unknown() : settlement.leavesOutcomeUnknown(),
                attempts,
                wait != null && wait.isPositive(),
                settlement.leavesCallOpen() && row.old(),
                id == 0 ? row.externalId() : id,
                row.before());
    }

    private static Status status(Send row, Settlement settlement) {
        String now = settlement.status();
        return now == null
                ? row.status()
                : switch (now) {
                    case "published" -> Status.PUBLISHED;
                    case "failed" -> Status.FAILED;
                    case "failed_waiting_for_retry" -> Status.RETRY;
                    default -> throw new IllegalStateException(now);
                };
    }
}
