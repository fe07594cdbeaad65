package dev.parley.dispatch.job;

import dev.parley.dispatch.job.AttachmentRows.Pending;
import dev.parley.dispatch.job.AttachmentRows.Place;
import dev.parley.dispatch.media.MediaIntake;
import dev.parley.dispatch.media.MediaLimits;
import dev.parley.inbound.PlatformJob;
import dev.parley.platform.MediaSource;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Fetches the bytes of an inbound attachment. The message is told when the last of its attachments is done. */
@Singleton
class MirrorMedia implements JobWorker {
    private final PlatformWork platform;
    private final AttachmentWork attachments;
    private final AttachmentRows rows;
    private final MediaIntake intake;
    private final MediaLimits limits;

    MirrorMedia(
            PlatformWork platform,
            AttachmentWork attachments,
            AttachmentRows rows,
            MediaIntake intake,
            MediaLimits limits) {
        this.platform = platform;
        this.attachments = attachments;
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
        return attachments.perform(
                job,
                (place, attachment) -> platform.with(
                        MediaSource.class, job, (source, profile) -> mirror(place, attachment, source, profile)));
    }

    private Uni<JobResult> mirror(Place place, Pending attachment, MediaSource source, Profile profile) {
        if (attachment.source() == null) {
            return JobWorker.hopeless("the platform names no source");
        }
        return source.open(profile, attachment.source(), limits.deadline()).flatMap(fetch -> switch (fetch) {
            case MediaSource.Fetch.Content content ->
                intake.take(content.bytes(), limits.largestInbound(), content.fileName(), content.contentType())
                        .flatMap(outcome -> attachments.store(place, attachment, outcome, rows::inboundStored));
            case MediaSource.Fetch.Gone gone -> JobWorker.hopeless(gone.reason());
            case MediaSource.Fetch.TryAgain later ->
                Uni.createFrom().item(new JobResult.TryAgain(later.after(), later.reason()));
        });
    }

    /** The attachment has failed; its message never does. */
    @Override
    public Uni<Void> giveUp(Job job, String reason) {
        return attachments.giveUp(job, (place, attachment) -> rows.inboundGivenUp(place, attachment, reason));
    }
}
