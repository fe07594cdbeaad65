package dev.parley.ingest.hook;

import dev.parley.ingest.metrics.IngestMeters;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.HookVerdict.Keyed;
import dev.parley.platform.WebhookReceiver;
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
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Acts on what the platform's package says of a delivery. A 200 promises that it will not be lost: it waits until
 * Kafka has acknowledged every record.
 */
@ApplicationScoped
public class HookIntake {
    private static final Logger LOG = Logger.getLogger(HookIntake.class);

    private final HookConfig config;
    private final TopicWriter writer;
    private final DeadLetters deadLetters;
    private final IngestMeters meters;
    private final Tracing tracing;

    public HookIntake(
            HookConfig config, TopicWriter writer, DeadLetters deadLetters, IngestMeters meters, Tracing tracing) {
        this.config = config;
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
            case HookVerdict.Refused refused -> Uni.createFrom().item(new HookAnswer(refused.status(), ""));
        };
    }

    private Uni<Void> writeAll(List<Keyed> records, Step step) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, String> headers = TraceHeader.of(step.traceparent());
        List<Uni<Void>> writes =
                records.stream().map(record -> write(record, headers)).toList();
        return Uni.combine().all().unis(writes).discardItems();
    }

    /** Coming again would not make it smaller. */
    private Uni<Void> write(Keyed record, Map<String, String> headers) {
        byte[] value = record.inbound().write();
        return writer.write(Topics.INBOUND, record.key(), value, headers)
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(tooLarge -> deadLetters.put(
                        Topics.INBOUND,
                        new DeadLetters.Letter(
                                record.key(), value, "hooks/" + record.inbound().platform()),
                        "larger than the topic takes"));
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
