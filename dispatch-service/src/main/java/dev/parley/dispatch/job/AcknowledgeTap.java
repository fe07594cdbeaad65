package dev.parley.dispatch.job;

import dev.parley.inbound.PlatformJob;
import dev.parley.platform.TapAcknowledger;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Answers a button tap, so that its spinner stops. */
@Singleton
class AcknowledgeTap implements JobWorker {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final PlatformWork platform;

    AcknowledgeTap(PlatformWork platform) {
        this.platform = platform;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.ACKNOWLEDGE;
    }

    @Override
    public int slots() {
        return 64;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        return platform.with(
                TapAcknowledger.class,
                job,
                (taps, profile) -> taps.acknowledge(profile, job.payload(), DEADLINE)
                        .flatMap(outcome -> platform.result(profile, outcome)));
    }
}
