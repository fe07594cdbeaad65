package dev.parley.dispatch.job;

import dev.parley.dispatch.media.MediaIntake;
import dev.parley.dispatch.media.MediaLimits;
import dev.parley.id.ChatId;
import dev.parley.inbound.PlatformJob;
import dev.parley.platform.MediaSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;

/** Fetches the picture that a look-up named. Without one the chat keeps the picture it has. */
@Singleton
class MirrorAvatar implements JobWorker {
    private final PlatformWork platform;
    private final Avatars avatars;
    private final MediaIntake intake;
    private final MediaLimits limits;

    MirrorAvatar(PlatformWork platform, Avatars avatars, MediaIntake intake, MediaLimits limits) {
        this.platform = platform;
        this.avatars = avatars;
        this.intake = intake;
        this.limits = limits;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.MIRROR_AVATAR;
    }

    @Override
    public int slots() {
        return 4;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        ChatId chat = job.chat();
        if (chat == null) {
            return JobWorker.hopeless("an avatar without a chat");
        }
        return platform.with(
                MediaSource.class,
                job,
                (source, profile) -> source.open(profile, job.payload(), limits.deadline())
                        .flatMap(fetch -> switch (fetch) {
                            case MediaSource.Fetch.Content content -> store(chat, content);
                            case MediaSource.Fetch.Gone gone -> JobWorker.hopeless(gone.reason());
                            case MediaSource.Fetch.TryAgain later ->
                                Uni.createFrom().item(new JobResult.TryAgain(later.after(), later.reason()));
                        }));
    }

    private Uni<JobResult> store(ChatId chat, MediaSource.Fetch.Content content) {
        long most = limits.largestAvatar();
        return intake.take(content.bytes(), most, content.fileName(), content.contentType())
                .flatMap(outcome -> outcome instanceof MediaIntake.Taken taken
                        ? intake.judge(taken, Map.of("image", most))
                        : Uni.createFrom().item(outcome))
                .flatMap(outcome -> switch (outcome) {
                    case MediaIntake.Refused refused -> JobWorker.hopeless(refused.reason());
                    case MediaIntake.Later later -> JobWorker.later(later.reason());
                    case MediaIntake.Taken taken -> keep(chat, taken);
                });
    }

    private Uni<JobResult> keep(ChatId chat, MediaIntake.Taken taken) {
        return avatars.keep(chat, taken)
                .flatMap(kept -> kept ? JobWorker.done() : intake.discard(taken).chain(JobWorker::done));
    }
}
