package dev.parley.dispatch.job;

import dev.parley.dispatch.job.AttachmentRows.Pending;
import dev.parley.dispatch.job.AttachmentRows.Place;
import dev.parley.dispatch.media.MediaIntake;
import dev.parley.dispatch.media.MediaLimits;
import dev.parley.inbound.PlatformJob;
import dev.parley.media.MediaStore;
import dev.parley.platform.MediaSource;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Fetches the bytes of an inbound attachment. The message is told when the last of its attachments is done. */
@Singleton
class MirrorMedia implements JobWorker {
    private final PlatformWork platform;
    private final AttachmentRows rows;
    private final MediaIntake intake;
    private final MediaLimits limits;

    MirrorMedia(PlatformWork platform, AttachmentRows rows, MediaIntake intake, MediaLimits limits) {
        this.platform = platform;
        this.rows = rows;
        this.intake = intake;
        this.limits = limits;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.MIRROR_MEDIA;
    }

    @Override
    public int slots() {
        return 16;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        return Place.of(job)
                .map(place -> rows.pending(place.message())
                        .flatMap(found -> found.map(attachment -> platform.with(
                                        MediaSource.class,
                                        job,
                                        (source, profile) -> mirror(place, attachment, source, profile)))
                                .orElseGet(JobWorker::done)))
                .orElseGet(() -> Uni.createFrom().item(new JobResult.Hopeless("no message")));
    }

    private Uni<JobResult> mirror(Place place, Pending attachment, MediaSource source, Profile profile) {
        if (attachment.source() == null) {
            return Uni.createFrom().item(new JobResult.Hopeless("the platform names no source"));
        }
        return source.open(profile, attachment.source(), limits.deadline()).flatMap(fetch -> switch (fetch) {
            case MediaSource.Fetch.Content content -> store(place, attachment, content);
            case MediaSource.Fetch.Gone gone -> Uni.createFrom().item(new JobResult.Hopeless(gone.reason()));
            case MediaSource.Fetch.TryAgain later ->
                Uni.createFrom().item(new JobResult.TryAgain(later.after(), later.reason()));
        });
    }

    private Uni<JobResult> store(Place place, Pending attachment, MediaSource.Fetch.Content content) {
        return intake.take(content.bytes(), limits.largestInbound(), content.fileName(), content.contentType())
                .flatMap(taken -> rows.inboundStored(place, attachment, taken))
                .chain(JobWorker::done)
                .onFailure(MediaStore.TooLarge.class)
                .recoverWithItem(large -> new JobResult.Hopeless("it is too large"));
    }

    /** The attachment has failed; its message never does. */
    @Override
    public Uni<Void> giveUp(Job job, String reason) {
        return Place.of(job)
                .map(place -> rows.pending(place.message())
                        .flatMap(found -> found.map(attachment -> rows.inboundGivenUp(place, attachment, reason))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
