package dev.parley.dispatch.internal;

import dev.parley.disconnect.AccessLoss;
import dev.parley.internal.InternalAnswer;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * From a platform's outcome to the gateway's answer.
 *
 * <pre>
 *   done ──► write it down ──► 200          refused ──► 422, in the platform's words
 *   lost access ──► expire the profile ──► 422          unavailable ──► 503          perhaps done ──► 504
 * </pre>
 *
 * 503 says that the platform has not done it; 504 that nobody knows.
 */
@Singleton
public class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);
    private static final String UNKNOWN = "; the action may or may not have been performed";
    private static final InternalAnswer DONE_NOT_WRITTEN =
            InternalAnswer.refused(504, "The action was performed, but what it changed could not be stored");
    private static final String NO_ANSWER = "The platform did not answer in time" + UNKNOWN;

    private final ActionConfig config;
    private final AccessLoss accessLoss;

    Answers(ActionConfig config, AccessLoss accessLoss) {
        this.config = config;
        this.accessLoss = accessLoss;
    }

    /**
     * Performs and answers. A profile that is disconnected has no credentials, so its platform is not asked.
     *
     * @param action what the platform is asked; not begun for a profile that is disconnected
     * @param written what a success changes here; committed before the answer is given
     */
    public Uni<InternalAnswer> of(
            Profile profile,
            Supplier<Uni<ActionOutcome>> action,
            Function<ActionOutcome.Done, Uni<InternalAnswer>> written) {
        if (profile.status() != Profile.Status.ACTIVE) {
            return Uni.createFrom().item(InternalAnswer.refused(422, "Profile is disconnected"));
        }
        return action.get()
                .ifNoItem()
                .after(config.deadline())
                .fail()
                .flatMap(outcome -> switch (outcome) {
                    case ActionOutcome.Done done -> writeDown(profile, done, written);
                    case ActionOutcome.Refused refused -> refused(422, refused.error());
                    case ActionOutcome.Disconnected lost ->
                        accessLoss.expire(profile).chain(() -> refused(422, lost.error()));
                    case ActionOutcome.Unavailable unavailable ->
                        unavailable.perhapsDone() ? unknown(unavailable.error()) : refused(503, unavailable.error());
                })
                .onFailure(TimeoutException.class)
                .recoverWithItem(late -> InternalAnswer.refused(504, NO_ANSWER))
                .onFailure()
                .invoke(failure -> LOG.warnf("action for profile=%s: %s", profile.id(), failure));
    }

    /** The platform has done it: whatever goes wrong now, it must not look as if it had not. */
    private static Uni<InternalAnswer> writeDown(
            Profile profile, ActionOutcome.Done done, Function<ActionOutcome.Done, Uni<InternalAnswer>> written) {
        return Uni.createFrom()
                .deferred(() -> written.apply(done))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "action for profile=%s performed, not stored", profile.id()))
                .onFailure()
                .recoverWithItem(DONE_NOT_WRITTEN);
    }

    private static Uni<InternalAnswer> unknown(PlatformError error) {
        return Uni.createFrom().item(InternalAnswer.refused(504, error.message() + UNKNOWN));
    }

    private static Uni<InternalAnswer> refused(int status, PlatformError error) {
        return Uni.createFrom().item(InternalAnswer.refused(status, error.message()));
    }
}
