package dev.parley.ingest.hook;

import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.HookVerdict.Keyed;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.DeadLetters;
import dev.parley.topic.TopicWriter;
import dev.parley.topic.Topics;
import dev.parley.trace.Step;
import dev.parley.trace.TraceHeader;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Acts on what the platform's package says of a delivery. A 200 promises that it will not be lost: it waits until
 * Kafka has acknowledged every record.
 */
@ApplicationScoped
public class HookIntake {
    private static final Logger LOG = Logger.getLogger(HookIntake.class);

    private final HookConfig config;
    private final ProfileDirectory profiles;
    private final TopicWriter writer;
    private final DeadLetters deadLetters;
    private final IngestMeters meters;
    private final Tracing tracing;

    public HookIntake(
            HookConfig config,
            ProfileDirectory profiles,
            TopicWriter writer,
            DeadLetters deadLetters,
            IngestMeters meters,
            Tracing tracing) {
        this.config = config;
        this.profiles = profiles;
        this.writer = writer;
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
        HookVerdict verdict;
        try {
            verdict = receiver.receive(request);
        } catch (RuntimeException broken) {
            // Not verified, so not to be kept: the platform comes again, perhaps to a fixed parser.
            LOG.errorf(broken, "hook platform=%s: receiver failed", platform);
            return Uni.createFrom().item(HookAnswer.OUR_FAULT);
        }
        return switch (verdict) {
            case HookVerdict.Accepted accepted -> whenSafe(platform, writeAll(accepted.records(), step));
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
                .flatMap(confirmed -> receiver.receive(request) instanceof HookVerdict.NotKnownYet
                        ? Uni.createFrom().item(HookAnswer.COME_AGAIN)
                        : answer(platform, receiver, request, step));
    }

    private Uni<Void> writeAll(List<Keyed> records, Step step) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, String> headers = TraceHeader.of(step.traceparent());
        List<Uni<Void>> writes = records.stream()
                .map(record -> writer.write(
                        Topics.INBOUND, record.key(), record.inbound().write(), headers))
                .toList();
        return Uni.combine().all().unis(writes).discardItems();
    }

    private Uni<Void> putAside(String platform, HookVerdict.Unreadable unreadable, byte[] body) {
        DeadLetters.Letter letter = new DeadLetters.Letter(unreadable.key(), body, "hooks/" + platform);
        return deadLetters.put(Topics.INBOUND, letter, unreadable.reason());
    }

    private Uni<HookAnswer> whenSafe(String platform, Uni<Void> written) {
        return written.ifNoItem()
                .after(config.acknowledgeWithin())
                .fail()
                .replaceWith(HookAnswer.TAKEN)
                .onFailure()
                .invoke(failure -> LOG.warnf("hook platform=%s not taken: %s", platform, failure.toString()))
                .onFailure()
                .recoverWithItem(HookAnswer.COME_AGAIN);
    }
}
