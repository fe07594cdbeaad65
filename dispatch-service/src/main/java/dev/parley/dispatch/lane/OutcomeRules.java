package dev.parley.dispatch.lane;

import dev.parley.dispatch.retry.RetrySchedule;
import dev.parley.dispatch.throttle.Rates;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.PrivateReplier;
import dev.parley.platform.SendOutcome;
import dev.parley.profile.Profile;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a send, by how its call ended. Decides; calls nobody and writes nothing. */
@Singleton
class OutcomeRules {
    static final PlatformError DISCONNECTED = PlatformError.of("Profile is disconnected");
    static final PlatformError NO_MEDIA = PlatformError.of("The attachment could not be stored");
    static final PlatformError NO_ANSWER = PlatformError.of("The platform did not answer");
    static final String UNKNOWN_NOTE =
            "The outcome is unknown: the platform may have delivered this message, so it is not sent again.";
    private static final String RESENT_NOTE =
            "The outcome of an earlier attempt is unknown; the profile's settings ask to send again.";
    /** Long enough for the directory to learn that a profile was connected anew. */
    private static final Duration AFTER_REFUSED_ACCESS = Duration.ofSeconds(1);

    private final RetrySchedule schedule;
    private final Rates rates;
    private final LaneConfig config;

    OutcomeRules(RetrySchedule schedule, Rates rates, LaneConfig config) {
        this.schedule = schedule;
        this.rates = rates;
        this.config = config;
    }

    /** A head in its lane, with the account it is sent from. */
    record Attempt(Lease lease, Head head, Profile profile, Platform platform) {
        /** Calls made, this one included. */
        int number() {
            return head.attempts() + (head.calledAt() == null ? 1 : 0);
        }

        /** The same under a lease that was renewed. */
        Attempt under(Lease renewed) {
            return new Attempt(renewed, head, profile, platform);
        }

        Attempt tracedBy(@Nullable String step) {
            return new Attempt(lease, head.tracedBy(step), profile, platform);
        }

        Settlement settle(Settlement.Change change) {
            return Settlement.of(lease, head, change);
        }

        /** Whether the platform itself sees to it that trying again does no harm: a comment has one private reply ever. */
        boolean isSafeToRepeat() {
            return head.isPrivateReply() && platform instanceof PrivateReplier;
        }
    }

    Settlement settle(Attempt attempt, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Sent sent -> published(attempt, sent);
            case SendOutcome.RetryLater later -> later(attempt, later);
            case SendOutcome.Rejected rejected -> rejected(attempt, rejected.error());
            case SendOutcome.Disconnected lost ->
                attempt.settle(new Settlement.Returned()).restingFor(AFTER_REFUSED_ACCESS);
            case SendOutcome.Unknown unknown -> unknown(attempt, unknown.error(), Duration.ZERO);
        };
    }

    /** The call's owner died before it wrote down how it ended. */
    Settlement abandoned(Attempt attempt) {
        return unknown(attempt, NO_ANSWER, attempt.head().callAge());
    }

    Settlement asked(Attempt attempt, OutcomeProbe probe, OutcomeProbe.Found found) {
        return switch (found) {
            case OutcomeProbe.Found.There there ->
                published(attempt, new SendOutcome.Sent(there.externalId(), there.at(), there.conversationId(), null));
            case OutcomeProbe.Found.NotThere gone -> again(attempt, null, lost(attempt), attempt.isSafeToRepeat());
            case OutcomeProbe.Found.CannotTell silent -> askAgain(attempt, probe);
        };
    }

    /** How the call ended that is asked about: a server error is an answer, though it says nothing of the send. */
    private static PlatformError lost(Attempt attempt) {
        PlatformError told = attempt.head().lastError();
        return told == null ? NO_ANSWER : told;
    }

    private Settlement published(Attempt attempt, SendOutcome.Sent sent) {
        return attempt.settle(new Settlement.Published(sent)).quietFor(rates.quietAfterSend(attempt.platform()));
    }

    private Settlement later(Attempt attempt, SendOutcome.RetryLater later) {
        Settlement settlement = again(attempt, later.after(), later.error(), inDoubt(attempt));
        return later.after() != null && later.scope() == SendOutcome.Scope.CHAT
                ? settlement.quietFor(later.after())
                : settlement;
    }

    /** @param inDoubt an earlier call may have gone through, which the end of this one will tell */
    private Settlement again(Attempt attempt, @Nullable Duration asked, PlatformError error, boolean inDoubt) {
        Optional<Duration> wait =
                schedule.after(attempt.number(), attempt.head().age(), asked);
        return wait.isPresent()
                ? attempt.settle(new Settlement.TryAgain(wait.get(), error, inDoubt))
                : failed(attempt, error, inDoubt);
    }

    /** A refusal may be the proof that an earlier attempt went through. */
    private Settlement rejected(Attempt attempt, PlatformError error) {
        boolean inDoubt = inDoubt(attempt);
        boolean wentThrough =
                inDoubt && attempt.platform() instanceof PrivateReplier replier && replier.saysAlreadyReplied(error);
        return wentThrough ? attempt.settle(new Settlement.Published(null)) : failed(attempt, error, inDoubt);
    }

    private static boolean inDoubt(Attempt attempt) {
        return attempt.head().outcomeUnknown() && attempt.isSafeToRepeat();
    }

    private static Settlement failed(Attempt attempt, PlatformError error, boolean unknown) {
        return attempt.settle(new Settlement.Failed(unknown ? error.withNote(UNKNOWN_NOTE) : error, unknown));
    }

    private Settlement unknown(Attempt attempt, PlatformError error, Duration age) {
        if (attempt.platform() instanceof OutcomeProbe probe) {
            Duration wait = probe.settlingTime().minus(age);
            return attempt.settle(new Settlement.AskLater(wait.isNegative() ? Duration.ZERO : wait, error));
        }
        return cannotBeAsked(attempt, error);
    }

    /** The waits between questions double, because each is as long as the time since the call. */
    private Settlement askAgain(Attempt attempt, OutcomeProbe probe) {
        Duration age = attempt.head().callAge();
        if (age.compareTo(config.askFor()) > 0) {
            return cannotBeAsked(attempt, lost(attempt));
        }
        Duration wait = age.compareTo(probe.settlingTime()) > 0 ? age : probe.settlingTime();
        return attempt.settle(new Settlement.AskLater(wait, null));
    }

    /** A comment takes one private reply ever, so the platform itself prevents a second. */
    private Settlement cannotBeAsked(Attempt attempt, PlatformError error) {
        if (attempt.isSafeToRepeat()) {
            return again(attempt, null, error, true);
        }
        return attempt.profile().resendsUnknown()
                ? again(attempt, null, error.withNote(RESENT_NOTE), false)
                : failed(attempt, error, true);
    }
}
