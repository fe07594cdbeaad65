package dev.parley.dispatch.job;

import dev.parley.disconnect.AccessLoss;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Platforms;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;

/** What the workers share: finding the account and its platform, and reading outcomes. */
@Singleton
class PlatformWork {
    private final ProfileDirectory profiles;
    private final Platforms platforms;
    private final AccessLoss accessLoss;

    PlatformWork(ProfileDirectory profiles, Platforms platforms, AccessLoss accessLoss) {
        this.profiles = profiles;
        this.platforms = platforms;
        this.accessLoss = accessLoss;
    }

    /** Performs with the job's account if it is connected and its platform has the ability. */
    <T> Uni<JobResult> with(Class<T> ability, Job job, BiFunction<T, Profile, Uni<JobResult>> work) {
        return profiles.fresh(job.profile()).flatMap(found -> {
            if (found.isEmpty() || found.get().status() == Profile.Status.INACTIVE) {
                return JobWorker.hopeless("profile is disconnected");
            }
            Profile profile = found.get();
            if (profile.status() == Profile.Status.EXPIRED) {
                return Uni.createFrom().item(new JobResult.TryAgain(null, "profile is expired"));
            }
            return platforms
                    .with(ability, profile.platform())
                    .map(able -> work.apply(able, profile))
                    .orElseGet(() -> JobWorker.hopeless(profile.platform() + " cannot do that"));
        });
    }

    Uni<JobResult> result(Profile profile, ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done done -> Uni.createFrom().item(new JobResult.Done());
            case ActionOutcome.Refused refused ->
                JobWorker.hopeless(refused.error().message());
            case ActionOutcome.Disconnected lost ->
                accessLoss
                        .expire(profile)
                        .replaceWith(new JobResult.TryAgain(null, lost.error().message()));
            case ActionOutcome.Unavailable unavailable ->
                Uni.createFrom()
                        .item(new JobResult.TryAgain(
                                unavailable.after(), unavailable.error().message()));
        };
    }
}
