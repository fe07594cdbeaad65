package dev.parley.poller;

import dev.parley.batch.Halving;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.kafka.DeadLetters;
import dev.parley.normalise.InboundDelivery;
import dev.parley.normalise.Normaliser;
import dev.parley.normalise.Normaliser.Alongside;
import dev.parley.normalise.PlatformRules;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import dev.parley.topic.Topics;
import dev.parley.trace.Step;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Writes a page: its events and, in the last transaction, the cursor.
 *
 * <pre>
 *   page ──► batches of at most 50 chats ──► normalise ──► … ──► normalise + move cursor
 * </pre>
 *
 * A crash before the last one leaves the cursor where it was; the page is read again and what is there is recognised.
 * Each batch is written only while the cursor stands where the page began, so that of a page whose reader was overtaken
 * nothing is written.
 */
@ApplicationScoped
class PageWriter {
    private static final Logger LOG = Logger.getLogger(PageWriter.class);
    private static final int MOST_ITEMS = 500;
    private static final int MOST_CHATS = 50;

    private final Normaliser normaliser;
    private final Cursors cursors;
    private final DeadLetters deadLetters;
    private final Tracing tracing;

    PageWriter(Normaliser normaliser, Cursors cursors, DeadLetters deadLetters, Tracing tracing) {
        this.normaliser = normaliser;
        this.cursors = cursors;
        this.deadLetters = deadLetters;
        this.tracing = tracing;
    }

    private record Item(InboundDelivery delivery, boolean last) {}

    /** Completes when all of the page is committed. */
    Uni<Void> write(Profile profile, Platform platform, List<InboundEvent> events, Cursors.Step step) {
        if (events.isEmpty()) {
            return step.to().equals(step.from()) ? Uni.createFrom().voidItem() : cursors.move(step);
        }
        Halving<Item> halving =
                new Halving<>(batch -> normalise(batch, step), (item, failure) -> putAside(item, step, failure));
        Step trace = tracing.enter("poll " + platform.name(), SpanKind.CONSUMER, null)
                .with("profile", profile.id())
                .with("events", events.size());
        Uni<Void> written = Uni.createFrom().voidItem();
        for (List<Item> batch : batches(items(profile, platform, events, trace))) {
            written = written.chain(() -> halving.run(batch));
        }
        return written.eventually(trace::end);
    }

    private static List<Item> items(Profile profile, Platform platform, List<InboundEvent> events, Step trace) {
        PlatformRules rules =
                new PlatformRules(platform.capabilities().chatTraits(), platform instanceof ParticipantLookup);
        List<Item> items = new ArrayList<>();
        for (InboundEvent event : events) {
            boolean last = items.size() == events.size() - 1;
            items.add(new Item(new InboundDelivery(profile, rules, List.of(event), trace.traceparent()), last));
        }
        return items;
    }

    private static List<List<Item>> batches(List<Item> items) {
        List<List<Item>> batches = new ArrayList<>();
        List<Item> batch = new ArrayList<>();
        Set<String> chats = new HashSet<>();
        for (Item item : items) {
            if (item.delivery.events().getFirst() instanceof InboundEvent.InChat inChat) {
                chats.add(inChat.participant().externalId());
            }
            if (batch.size() == MOST_ITEMS || (chats.size() > MOST_CHATS && !batch.isEmpty())) {
                batches.add(batch);
                batch = new ArrayList<>();
                chats.clear();
            }
            batch.add(item);
        }
        batches.add(batch);
        return batches;
    }

    private Uni<Void> normalise(List<Item> batch, Cursors.Step step) {
        Alongside alongside = batch.getLast().last
                ? transaction -> cursors.move(transaction, step)
                : transaction -> cursors.hold(transaction, step);
        return normaliser.normalise(batch.stream().map(Item::delivery).toList(), alongside);
    }

    private Uni<Void> putAside(Item item, Cursors.Step step, Throwable failure) {
        InboundEvent event = item.delivery.events().getFirst();
        ProfileId profile = step.claim().profile();
        LOG.errorf(failure, "polled item cannot be written profile=%s", profile);
        DeadLetters.Letter letter = DeadLetters.Letter.ofContent(
                profile.toString(), event.toString().getBytes(StandardCharsets.UTF_8), "poll/" + profile);
        return deadLetters
                .put(
                        Topics.INBOUND,
                        letter,
                        "cannot be written: " + failure.getClass().getSimpleName())
                .chain(() -> item.last ? cursors.move(step) : Uni.createFrom().voidItem());
    }
}
