package dev.parley.dispatch.lane;

import dev.parley.dispatch.metrics.DispatchMeters;
import dev.parley.dispatch.metrics.DispatchMeters.End;
import dev.parley.log.CanonicalLogLine;
import dev.parley.platform.SendOutcome;
import dev.parley.trace.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wide line and a few meters per call. Ids, never text. */
@Singleton
class SendLog {
    private final DispatchMeters meters;

    SendLog(DispatchMeters meters) {
        this.meters = meters;
    }

    /** A platform call ended, and its step with it. */
    void called(OutcomeRules.Attempt attempt, SendOutcome outcome, Duration took, Step step) {
        String platform = attempt.platform().name();
        Head head = attempt.head();
        meters.called(platform, name(outcome), took);
        step.with("outcome", name(outcome)).end();
        CanonicalLogLine.of("send")
                .with("message", head.id())
                .with("chat", head.chat())
                .with("profile", attempt.profile().id())
                .with("platform", platform)
                .with("attempt", attempt.number())
                .with("outcome", name(outcome))
                .with("external_id", outcome instanceof SendOutcome.Sent sent ? sent.externalId() : null)
                .with("code", code(outcome))
                .with("took_ms", took.toMillis())
                .with("trace", head.traceparent())
                .log();
    }

    /** A send's state was written. */
    void settled(String platform, Settlement settlement) {
        End end = end(settlement.change());
        if (end != null) {
            meters.settled(platform, end);
        }
    }

    private static @Nullable End end(Settlement.Change change) {
        return switch (change) {
            case Settlement.Published published -> End.SENT;
            case Settlement.Failed failed -> failed.unknown() ? End.FAILED_UNKNOWN : End.FAILED;
            case Settlement.TryAgain again -> End.RETRY;
            case Settlement.AskLater ask -> End.UNKNOWN;
            case Settlement.Returned returned -> End.RETURNED;
            case Settlement.NotCalled notCalled -> End.RETURNED;
            case Settlement.Untouched untouched -> null;
        };
    }

    private static String name(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent sent -> "sent";
            case SendOutcome.RetryLater later -> "retry_later";
            case SendOutcome.Rejected rejected -> "rejected";
            case SendOutcome.Disconnected lost -> "disconnected";
            case SendOutcome.Unknown unknown -> "unknown";
        };
    }

    private static @Nullable Object code(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent sent -> null;
            case SendOutcome.RetryLater later -> later.error().code();
            case SendOutcome.Rejected rejected -> rejected.error().code();
            case SendOutcome.Disconnected lost -> lost.error().code();
            case SendOutcome.Unknown unknown -> unknown.error().code();
        };
    }
}
