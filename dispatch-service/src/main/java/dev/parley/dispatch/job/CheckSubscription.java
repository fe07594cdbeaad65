package dev.parley.dispatch.job;

import dev.parley.inbound.PlatformJob;
import dev.parley.platform.SubscriptionCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Sees that the platform still delivers webhooks to us, again and again as long as the account is connected. */
@Singleton
class CheckSubscription implements JobWorker {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final PlatformWork platform;
    private final RoundsConfig config;

    CheckSubscription(PlatformWork platform, RoundsConfig config) {
        this.platform = platform;
        this.config = config;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.CHECK_SUBSCRIPTION;
    }

    @Override
    public int slots() {
        return 4;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        return platform.with(
                SubscriptionCheck.class,
                job,
                (check, profile) -> check.checkSubscription(profile, DEADLINE)
                        .flatMap(outcome -> platform.result(profile, outcome))
                        .map(result -> result instanceof JobResult.Done
                                ? new JobResult.Repeat(config.checkSubscriptionEvery())
                                : result));
    }
}
