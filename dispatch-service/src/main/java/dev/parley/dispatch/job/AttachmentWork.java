package dev.parley.dispatch.job;

import dev.parley.dispatch.job.AttachmentRows.Pending;
import dev.parley.dispatch.job.AttachmentRows.Place;
import dev.parley.dispatch.media.MediaIntake;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * The way that fetching and mirroring share.
 *
 * <pre>
 *   job ──► its message ──► the attachment, still pending? ──no──► done: somebody was quicker, or it was unsent
 *                                      │yes
 *   bytes taken ──► kept by the rows? ──no──► discarded
 * </pre>
 */
@Singleton
class AttachmentWork {
    private final AttachmentRows rows;
    private final MediaIntake intake;

    AttachmentWork(AttachmentRows rows, MediaIntake intake) {
        this.rows = rows;
        this.intake = intake;
    }

    /** What is to be done about an attachment that is still pending. */
    interface Step<T> {
        Uni<T> with(Place place, Pending attachment);
    }

    /** How the rows take note of stored bytes; false when they do not want them any more. */
    interface Keep {
        Uni<Boolean> keep(Place place, Pending attachment, MediaIntake.Taken taken);
    }

    Uni<JobResult> perform(Job job, Step<JobResult> step) {
        return Place.of(job)
                .map(place -> whilePending(place, step, JobWorker::done))
                .orElseGet(() -> JobWorker.hopeless("no message"));
    }

    Uni<Void> giveUp(Job job, Step<Void> step) {
        return Place.of(job)
                .map(place -> whilePending(place, step, Uni.createFrom()::voidItem))
                .orElseGet(Uni.createFrom()::voidItem);
    }

    Uni<JobResult> store(Place place, Pending attachment, MediaIntake.Outcome outcome, Keep rows) {
        return switch (outcome) {
            case MediaIntake.Refused refused -> JobWorker.hopeless(refused.reason());
            case MediaIntake.Later later -> JobWorker.later(later.reason());
            case MediaIntake.Taken taken ->
                // A failure may have come after the commit: then the rows need the bytes.
                rows.keep(place, attachment, taken)
                        .flatMap(kept ->
                                kept ? JobWorker.done() : intake.discard(taken).chain(JobWorker::done));
        };
    }

    private <T> Uni<T> whilePending(Place place, Step<T> step, Supplier<Uni<T>> otherwise) {
        return rows.pending(place)
                .flatMap(found ->
                        found.map(attachment -> step.with(place, attachment)).orElseGet(otherwise));
    }
}
