package dev.parley.dispatch.lane;

import dev.parley.disconnect.AccessLoss;
import dev.parley.dispatch.throttle.BudgetSlices;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.OutcomeProbe.LostCall;
import dev.parley.platform.PacedPlatform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.trace.Step;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One call of a platform, from the outside: it ends within its deadline, never fails, and is written into the log.
 * A platform that breaks its contract (throws, answers too late) has an unknown outcome.
 */
@Singleton
class SendAttempt {
    private static final Logger LOG = Logger.getLogger(SendAttempt.class);
    /** What the platform's package gets less than we wait, so that its own answer wins. */
    private static final Duration HEAD_START = Duration.ofMillis(500);

    private final LaneConfig config;
    private final MediaToSend media;
    private final BudgetSlices budgets;
    private final AccessLoss accessLoss;
    private final SendLog log;
    private final Tracing tracing;
    private final KnownMessages known;

    SendAttempt(
            LaneConfig config,
            MediaToSend media,
            BudgetSlices budgets,
            AccessLoss accessLoss,
            SendLog log,
            Tracing tracing,
            KnownMessages known) {
        this.config = config;
        this.media = media;
        this.budgets = budgets;
        this.accessLoss = accessLoss;
        this.log = log;
        this.tracing = tracing;
        this.known = known;
    }

    /** The step of the trace that the call will be. */
    Step begin(OutcomeRules.Attempt attempt) {
        return tracing.follow(
                        "send " + attempt.platform().name(),
                        SpanKind.CLIENT,
                        attempt.head().traceparent())
                .with("message", attempt.head().id())
                .with("attempt", attempt.number());
    }

    /** @param step ends with the call */
    Uni<SendOutcome> send(OutcomeRules.Attempt attempt, Step step) {
        long begun = System.nanoTime();
        return Uni.createFrom()
                .deferred(() -> attempt.platform().send(attempt.profile(), message(attempt)))
                .ifNoItem()
                .after(config.callDeadline())
                .recoverWithItem(() -> new SendOutcome.Unknown(OutcomeRules.NO_ANSWER))
                .onFailure()
                .recoverWithItem(failure -> broken(attempt, failure))
                .invoke(outcome -> log.called(attempt, outcome, Duration.ofNanos(System.nanoTime() - begun), step));
    }

    Uni<OutcomeProbe.Found> ask(OutcomeRules.Attempt attempt, NextStep.Ask question) {
        Function<Throwable, OutcomeProbe.Found> silent =
                failure -> new OutcomeProbe.Found.CannotTell(String.valueOf(failure));
        LostCall lost = known.lostCall(attempt.head(), question.calledAt());
        return Uni.createFrom()
                .deferred(() -> question.probe().probe(attempt.profile(), message(attempt), lost))
                .flatMap(found -> checked(found, lost))
                .ifNoItem()
                .after(config.callDeadline())
                .fail()
                .onFailure()
                .recoverWithItem(silent);
    }

    /** A message that belongs to another send proves nothing, whatever the platform's package makes of it. */
    private static Uni<OutcomeProbe.Found> checked(OutcomeProbe.Found found, LostCall lost) {
        return found instanceof OutcomeProbe.Found.There there
                ? lost.known()
                        .among(List.of(there.externalId()))
                        .map(others -> others.isEmpty() ? found : new OutcomeProbe.Found.CannotTell("it is another's"))
                : Uni.createFrom().item(found);
    }

    /** What concerns more than the one send: told to everybody once the send is settled as it was. */
    Uni<Void> spread(OutcomeRules.Attempt attempt, SendOutcome outcome, Settlement settlement) {
        return switch (outcome) {
            case SendOutcome.Disconnected lost -> expire(attempt);
            case SendOutcome.RetryLater later -> holdBack(attempt, pause(later, settlement));
            case SendOutcome.Sent sent -> holdBack(attempt, Duration.ZERO);
            case SendOutcome.Rejected rejected -> holdBack(attempt, Duration.ZERO);
            case SendOutcome.Unknown unknown -> holdBack(attempt, Duration.ZERO);
        };
    }

    private Uni<Void> expire(OutcomeRules.Attempt attempt) {
        return accessLoss
                .expire(attempt.profile())
                .invoke(expired -> {
                    if (expired) {
                        LOG.warnf(
                                "profile=%s lost its access; its sends are held",
                                attempt.profile().id());
                    }
                })
                .replaceWithVoid();
    }

    /** A refusal of the whole account holds it as long as the refused send waits, where the platform names no time. */
    private static Duration pause(SendOutcome.RetryLater later, Settlement settlement) {
        Duration after = later.after() == null ? settlement.nextTryIn() : later.after();
        return after == null || later.scope() != SendOutcome.Scope.PROFILE ? Duration.ZERO : after;
    }

    /** For as long as the outcome asks, or the platform by what it says of the allowance. */
    private Uni<Void> holdBack(OutcomeRules.Attempt attempt, Duration asked) {
        Duration paced = attempt.platform() instanceof PacedPlatform platform
                ? platform.pause(attempt.profile())
                : Duration.ZERO;
        Duration longer = paced.compareTo(asked) > 0 ? paced : asked;
        return longer.isPositive()
                ? budgets.holdBack(attempt.profile(), longer)
                : Uni.createFrom().voidItem();
    }

    private OutboundMessage message(OutcomeRules.Attempt attempt) {
        Head head = attempt.head();
        return head.asMessage(media.of(head), config.callDeadline().minus(HEAD_START));
    }

    private static SendOutcome broken(OutcomeRules.Attempt attempt, Throwable failure) {
        LOG.errorf(
                failure,
                "platform=%s broke its contract: send failed",
                attempt.platform().name());
        return new SendOutcome.Unknown(PlatformError.of("The platform's answer could not be understood"));
    }
}
