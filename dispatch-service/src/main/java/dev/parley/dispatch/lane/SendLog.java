package dev.parley.dispatch.lane;

import dev.parley.platform.SendOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** One wide line and a few meters per call. Ids, never text. */
@Singleton
class SendLog {
    private static final Logger LOG = Logger.getLogger("parley.send");

    private final MeterRegistry meters;

    SendLog(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A platform call ended. */
    void called(OutcomeRules.Attempt attempt, SendOutcome outcome, Duration took) {
        String platform = attempt.platform().name();
        Timer.builder("parley.send.calls")
                .tag("platform", platform)
                .tag("outcome", name(outcome))
                .publishPercentileHistogram()
                .register(meters)
                .record(took);
        LOG.infof(
                "send message=%s chat=%s profile=%s platform=%s attempt=%d outcome=%s external_id=%s code=%s took_ms=%d",
                attempt.head().id(),
                attempt.head().chat(),
                attempt.profile().id(),
                platform,
                attempt.number(),
                name(outcome),
                outcome instanceof SendOutcome.Sent sent ? sent.externalId() : "-",
                code(outcome),
                took.toMillis());
    }

    /** A send's state was written. */
    void settled(String platform, Settlement settlement) {
        String state = switch (settlement.change()) {
            case Settlement.Published published -> "sent";
            case Settlement.Failed failed -> "failed";
            case Settlement.TryAgain again -> "retry";
            case Settlement.AskLater ask -> "unknown";
            case Settlement.Returned returned -> "returned";
            case Settlement.Untouched untouched -> "";
        };
        if (!state.isEmpty()) {
            meters.counter("parley.sends", "platform", platform, "state", state).increment();
        }
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

    private static String code(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent sent -> "-";
            case SendOutcome.RetryLater later -> "" + later.error().code();
            case SendOutcome.Rejected rejected -> "" + rejected.error().code();
            case SendOutcome.Disconnected lost -> "" + lost.error().code();
            case SendOutcome.Unknown unknown -> "" + unknown.error().code();
        };
    }
}
