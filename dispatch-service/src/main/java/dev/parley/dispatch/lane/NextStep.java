package dev.parley.dispatch.lane;

import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.PlatformError;
import dev.parley.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the owner of a lane does about its head. */
sealed interface NextStep {
    /** Nothing to do now; the database works out when. */
    record Rest() implements NextStep {}

    /** It will never be sent. */
    record Fail(PlatformError error) implements NextStep {}

    /** An earlier owner called and wrote nothing down. */
    record AccountFor() implements NextStep {}

    /** The platform can say whether the last call went through. */
    record Ask(OutcomeProbe probe, Instant calledAt) implements NextStep {}

    /** It is its turn. */
    record Send() implements NextStep {}

    static NextStep of(OutcomeRules.Attempt attempt, Duration holdFor) {
        Head head = attempt.head();
        Instant calledAt = head.calledAt();
        if (isGone(head, holdFor)) {
            return new Fail(OutcomeRules.DISCONNECTED);
        }
        if (head.profileStatus() == Profile.Status.EXPIRED || head.dueIn().isPositive()) {
            return new Rest();
        }
        if (calledAt != null) {
            return ofOpenCall(attempt, calledAt);
        }
        if (head.lacksMedia()) {
            return new Fail(OutcomeRules.NO_MEDIA);
        }
        return head.waitsForMedia() ? new Rest() : new Send();
    }

    private static boolean isGone(Head head, Duration holdFor) {
        return switch (head.profileStatus()) {
            case ACTIVE -> false;
            case EXPIRED -> head.expiredFor().compareTo(holdFor) >= 0;
            case INACTIVE -> true;
        };
    }

    private static NextStep ofOpenCall(OutcomeRules.Attempt attempt, Instant calledAt) {
        @Nullable OutcomeProbe probe = attempt.platform() instanceof OutcomeProbe able ? able : null;
        return attempt.head().outcomeUnknown() && probe != null ? new Ask(probe, calledAt) : new AccountFor();
    }
}
