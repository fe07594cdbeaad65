package dev.parley.dispatch.job;

import dev.parley.dispatch.job.AttachmentRows.Pending;
import dev.parley.dispatch.job.AttachmentRows.Place;
import dev.parley.dispatch.lane.LaneScan;
import dev.parley.dispatch.media.MediaIntake;
import dev.parley.dispatch.media.MediaLimits;
import dev.parley.http.CustomerUrls;
import dev.parley.http.GuardedAnswer;
import dev.parley.http.GuardedCall;
import dev.parley.http.GuardedHttp;
import dev.parley.http.Target;
import dev.parley.http.UrlCheck;
import dev.parley.inbound.PlatformJob;
import dev.parley.media.MediaStore;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Map;

/** Stores what a customer's media URL leads to; then the message that waits for it may go. */
@Singleton
class FetchOutboundMedia implements JobWorker {
    private final AttachmentRows rows;
    private final MediaIntake intake;
    private final MediaLimits limits;
    private final CustomerUrls urls;
    private final GuardedHttp http;
    private final ProfileDirectory profiles;
    private final Platforms platforms;
    private final LaneScan lanes;

    FetchOutboundMedia(
            AttachmentRows rows,
            MediaIntake intake,
            MediaLimits limits,
            CustomerUrls urls,
            GuardedHttp http,
            ProfileDirectory profiles,
            Platforms platforms,
            LaneScan lanes) {
        this.rows = rows;
        this.intake = intake;
        this.limits = limits;
        this.urls = urls;
        this.http = http;
        this.profiles = profiles;
        this.platforms = platforms;
        this.lanes = lanes;
    }

    @Override
    public PlatformJob.Kind kind() {
        return PlatformJob.Kind.FETCH_OUTBOUND_MEDIA;
    }

    @Override
    public int slots() {
        return 16;
    }

    @Override
    public Uni<JobResult> perform(Job job) {
        return Place.of(job)
                .map(place -> rows.pending(place.message())
                        .flatMap(found -> found.map(attachment -> fetch(place, attachment))
                                .orElseGet(JobWorker::done)))
                .orElseGet(() -> hopeless("no message"));
    }

    private Uni<JobResult> fetch(Place place, Pending attachment) {
        return switch (urls.check(String.valueOf(attachment.url()))) {
            case UrlCheck.Refused refused -> hopeless("the URL " + refused.problem());
            case UrlCheck.Allowed(Target target) ->
                http.call(GuardedCall.get(target, limits.deadline(), limits.redirects()))
                        .flatMap(answer -> switch (answer) {
                            case GuardedAnswer.Opened opened -> opened(place, attachment, target, opened);
                            case GuardedAnswer.NotAllowed refused -> hopeless(refused.reason());
                            case GuardedAnswer.NoAnswer silent -> later(silent.reason());
                        });
        };
    }

    private Uni<JobResult> opened(Place place, Pending attachment, Target target, GuardedAnswer.Opened opened) {
        int status = opened.status();
        if (status / 100 == 2) {
            return store(place, attachment, target, opened);
        }
        boolean passing = status >= 500 || status == 408 || status == 429;
        String reason = "the server answered " + status;
        return opened.body().drain(64 * 1024).chain(() -> passing ? later(reason) : hopeless(reason));
    }

    private Uni<JobResult> store(Place place, Pending attachment, Target target, GuardedAnswer.Opened opened) {
        Map<String, Long> allowed = allowed(place);
        long most = allowed.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return intake.take(
                        opened.body().stream(most + 1).map(Buffer::newInstance),
                        most,
                        fileName(target),
                        opened.headers().get("Content-Type"))
                .flatMap(taken -> keep(place, attachment, taken, allowed))
                .onFailure(MediaStore.TooLarge.class)
                .recoverWithItem(large -> new JobResult.Hopeless("it is too large"));
    }

    private Uni<JobResult> keep(Place place, Pending attachment, MediaIntake.Taken taken, Map<String, Long> allowed) {
        Long most = allowed.get(taken.attachmentType());
        if (most == null || taken.stored().size() > most) {
            String reason = most == null
                    ? taken.attachmentType() + " attachments are not supported"
                    : "larger than " + most + " bytes";
            return intake.discard(taken).chain(() -> hopeless(reason));
        }
        return rows.outboundStored(place, attachment, taken)
                .invoke(() -> lanes.wake(place.chat(), place.profile()))
                .chain(JobWorker::done);
    }

    private Map<String, Long> allowed(Place place) {
        return profiles.byId(place.profile())
                .flatMap(profile -> platforms.named(profile.platform()))
                .map(Platform::capabilities)
                .map(capabilities -> capabilities.media())
                .orElse(Map.of());
    }

    private static String fileName(Target target) {
        int query = target.path().indexOf('?');
        String path = query < 0 ? target.path() : target.path().substring(0, query);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public Uni<Void> giveUp(Job job, String reason) {
        return Place.of(job)
                .map(place -> rows.pending(place.message())
                        .flatMap(found -> rows.outboundGivenUp(place, found.orElse(null), reason))
                        .invoke(() -> lanes.wake(place.chat(), place.profile())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Uni<JobResult> hopeless(String reason) {
        return Uni.createFrom().item(new JobResult.Hopeless(reason));
    }

    private static Uni<JobResult> later(String reason) {
        return Uni.createFrom().item(new JobResult.TryAgain(null, reason));
    }
}
