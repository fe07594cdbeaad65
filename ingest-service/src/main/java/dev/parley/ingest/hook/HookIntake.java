package dev.parley.ingest.hook;

import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.kafka.DeadLetters;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.Topics;
import dev.parley.trace.Step;
import dev.parley.trace.TraceHeader;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Acts on what the platform's package says of a delivery. A 200 promises that it will not be lost: it waits until
 * Kafka has acknowledged every record.
 */
@ApplicationScoped
public class HookIntake {
    private static final Logger LOG = Logger.getLogger(HookIntake.class);

    /** From here on a delivery is taken apart on a thread of its own. */
    private static final int LARGE = 64 * 1024;

    private final HookConfig config;
    private final ProfileDirectory profiles;
    private final DeliveryWriter writer;
    private final Vertx vertx;
    private final DeadLetters deadLetters;
    private final IngestMeters meters;
    private final Tracing tracing;

    public HookIntake(
            HookConfig config,
            ProfileDirectory profiles,
            DeliveryWriter writer,
            Vertx vertx,
            DeadLetters deadLetters,
            IngestMeters meters,
            Tracing tracing) {
        this.config = config;
        this.profiles = profiles;
        this.writer = writer;
        this.vertx = vertx;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.tracing = tracing;
    }

    /** Never fails: every end is an answer. */
    Uni<HookAnswer> take(String platform, WebhookReceiver receiver, HookRequest request) {
        Step step = tracing.enter("hook " + platform, SpanKind.SERVER, null);
        return answer(platform, receiver, request, step).invoke(answer -> {
            meters.hookAnswered(platform, answer.status());
            step.with("status", answer.status()).end();
        });
    }

    private Uni<HookAnswer> answer(String platform, WebhookReceiver receiver, HookRequest request, Step step) {
        return request.body().length < LARGE
                ? act(platform, receiver, receive(platform, receiver, request), request, step)
                : received(platform, receiver, request)
                        .flatMap(verdict -> act(platform, receiver, verdict, request, step));
    }

    /** Taking a large delivery apart takes long: others are answered meanwhile. */
    private Uni<HookVerdict> received(String platform, WebhookReceiver receiver, HookRequest request) {
        return Uni.createFrom()
                .item(() -> receive(platform, receiver, request))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(whereTheCallerIs());
    }

    private Executor whereTheCallerIs() {
        Context caller = vertx.getOrCreateContext();
        return work -> caller.runOnContext(none -> work.run());
    }

    private static HookVerdict receive(String platform, WebhookReceiver receiver, HookRequest request) {
        try {
            return receiver.receive(request);
        } catch (RuntimeException broken) {
            // Not verified, so not to be kept: the platform comes again, perhaps to a fixed parser.
            LOG.errorf(broken, "hook platform=%s: receiver failed", platform);
            return new HookVerdict.Refused(HookAnswer.OUR_FAULT.status());
        }
    }

    private Uni<HookAnswer> act(
            String platform, WebhookReceiver receiver, HookVerdict verdict, HookRequest request, Step step) {
        return switch (verdict) {
            case HookVerdict.Accepted accepted ->
                whenSafe(platform, writer.write(accepted.records(), TraceHeader.of(step.traceparent())));
            case HookVerdict.Unreadable unreadable ->
                whenSafe(platform, putAside(platform, unreadable, request.body()));
            case HookVerdict.Challenge challenge -> Uni.createFrom().item(new HookAnswer(200, challenge.text()));
            case HookVerdict.NotKnownYet notYet -> lookAgain(platform, receiver, request, step);
            case HookVerdict.Refused refused -> Uni.createFrom().item(new HookAnswer(refused.status(), ""));
        };
    }

    /** Deliveries that wait here share one look at the database, so strangers cannot make it busy. */
    private Uni<HookAnswer> lookAgain(String platform, WebhookReceiver receiver, HookRequest request, Step step) {
        return profiles.confirm()
                .onFailure()
                .invoke(failure -> LOG.debugf("profiles not confirmed: %s", failure))
                .onFailure()
                .recoverWithNull()
                .emitOn(whereTheCallerIs())
                .flatMap(confirmed -> {
                    HookVerdict verdict = receive(platform, receiver, request);
                    return verdict instanceof HookVerdict.NotKnownYet
                            ? Uni.createFrom().item(HookAnswer.COME_AGAIN)
                            : act(platform, receiver, verdict, request, step);
                });
    }

    private Uni<Void> putAside(String platform, HookVerdict.Unreadable unreadable, byte[] body) {
        DeadLetters.Letter letter = DeadLetters.Letter.ofContent(unreadable.key(), body, "hooks/" + platform);
        return deadLetters
                .put(Topics.INBOUND, letter, unreadable.reason())
                .ifNoItem()
                .after(config.acknowledgeWithin())
                .fail();
    }

    private Uni<HookAnswer> whenSafe(String platform, Uni<Void> written) {
        return written.emitOn(whereTheCallerIs())
                .replaceWith(HookAnswer.TAKEN)
                .onFailure()
                .invoke(failure -> LOG.warnf("hook platform=%s not taken: %s", platform, failure.toString()))
                .onFailure()
                .recoverWithItem(HookAnswer.COME_AGAIN);
    }
}
