package dev.parley.dispatch.job;

import dev.parley.dispatch.job.AttachmentRows.Pending;
import dev.parley.dispatch.job.AttachmentRows.Place;
import dev.parley.dispatch.lane.LaneScan;
import dev.parley.dispatch.media.MediaIntake;
import dev.parley.dispatch.media.MediaLimits;
import dev.parley.http.CustomerUrls;
import dev.parley.http.FileNames;
import dev.parley.http.GuardedAnswer;
import dev.parley.http.GuardedCall;
import dev.parley.http.GuardedHttp;
import dev.parley.http.Target;
import dev.parley.http.UrlCheck;
import dev.parley.inbound.PlatformJob;
import dev.parley.platform.Capabilities;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Map;

/** Stores what a customer's media URL leads to; then the message that waits for it may go. */
@Singleton
class FetchOutboundMedia implements JobWorker {
    /** Of an answer that is not wanted; a longer one costs its connection. */
    private static final int DRAINED = 64 * 1024;

    private final AttachmentWork attachments;
    private final AttachmentRows rows;
    private final MediaIntake intake;
    private final MediaLimits limits;
    private final CustomerUrls urls;
    private final GuardedHttp http;
    private final ProfileDirectory profiles;
    private final Platforms platforms;
    private final LaneScan lanes;

    FetchOutboundMedia(
            AttachmentWork attachments,
            AttachmentRows rows,
            MediaIntake intake,
            MediaLimits limits,
            CustomerUrls urls,
            GuardedHttp http,
            ProfileDirectory profiles,
            Platforms platforms,
            LaneScan lanes) {
        this.attachments = attachments;
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
        return attachments.perform(job, this::fetch);
    }

    private Uni<JobResult> fetch(Place place, Pending attachment) {
        return switch (urls.check(String.valueOf(attachment.url()))) {
            case UrlCheck.Refused refused -> JobWorker.hopeless("the URL " + refused.problem());
            case UrlCheck.Allowed(Target target) ->
                http.call(GuardedCall.get(target, limits.deadline(), limits.redirects()))
                        .flatMap(answer -> switch (answer) {
                            case GuardedAnswer.Opened opened -> opened(place, attachment, target, opened);
                            case GuardedAnswer.NotAllowed refused -> JobWorker.hopeless(refused.reason());
                            case GuardedAnswer.NoAnswer silent -> JobWorker.later(silent.reason());
                        });
        };
    }

    private Uni<JobResult> opened(Place place, Pending attachment, Target target, GuardedAnswer.Opened opened) {
        int status = opened.status();
        if (status / 100 != 2) {
            boolean passing = status >= 500 || status == 408 || status == 429;
            String reason = "the server answered " + status;
            return dropped(opened, passing ? JobWorker.later(reason) : JobWorker.hopeless(reason));
        }
        // Nobody asked for it, and unpacked it may be a thousand times as large.
        String encoding = opened.headers().get("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            return dropped(opened, JobWorker.hopeless("the server sent it compressed though nobody asked for that"));
        }
        return store(place, attachment, target, opened);
    }

    private static Uni<JobResult> dropped(GuardedAnswer.Opened opened, Uni<JobResult> result) {
        return opened.body().drain(DRAINED).chain(() -> result);
    }

    private Uni<JobResult> store(Place place, Pending attachment, Target target, GuardedAnswer.Opened opened) {
        // It is the intake that bounds the content, and says so.
        Multi<Buffer> content = opened.body().stream(Long.MAX_VALUE).map(Buffer::newInstance);
        String claimed = opened.headers().get("Content-Type");
        return allowed(place)
                .flatMap(allowed -> intake.take(
                                content,
                                largest(allowed),
                                FileNames.of(opened.headers().get("Content-Disposition"), target.path()),
                                claimed)
                        .flatMap(outcome -> outcome instanceof MediaIntake.Taken taken
                                ? intake.judge(taken, allowed)
                                : Uni.createFrom().item(outcome)))
                .flatMap(outcome -> attachments.store(place, attachment, outcome, rows::outboundStored))
                .invoke(() -> lanes.wake(place.chat(), place.profile()));
    }

    private Uni<Map<String, Long>> allowed(Place place) {
        return profiles.find(place.profile())
                .map(found -> found.flatMap(profile -> platforms.named(profile.platform()))
                        .map(Platform::capabilities)
                        .map(Capabilities::media)
                        .orElse(Map.of()));
    }

    private static long largest(Map<String, Long> allowed) {
        return allowed.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public Uni<Void> giveUp(Job job, String reason) {
        return attachments.giveUp(
                job,
                (place, attachment) -> rows.outboundGivenUp(place, attachment, reason)
                        .invoke(() -> lanes.wake(place.chat(), place.profile())));
    }
}
