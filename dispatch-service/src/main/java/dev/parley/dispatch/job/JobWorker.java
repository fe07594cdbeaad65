package dev.parley.dispatch.job;

import dev.parley.inbound.PlatformJob;
import io.smallrye.mutiny.Uni;

/** Does one kind of job. Found by being there; may be called again for the same job after a crash. */
interface JobWorker {
    PlatformJob.Kind kind();

    /** How many at a time, so that slow ones hold no others. */
    int slots();

    /** One attempt. A failure counts as {@link JobResult.TryAgain}. */
    Uni<JobResult> perform(Job job);

    /** Called once when the job is dropped undone: it was hopeless, tried too often, or has expired. */
    default Uni<Void> giveUp(Job job, String reason) {
        return Uni.createFrom().voidItem();
    }

    static Uni<JobResult> done() {
        return Uni.createFrom().item(new JobResult.Done());
    }

    static Uni<JobResult> hopeless(String reason) {
        return Uni.createFrom().item(new JobResult.Hopeless(reason));
    }

    static Uni<JobResult> later(String reason) {
        return Uni.createFrom().item(new JobResult.TryAgain(null, reason));
    }
}
