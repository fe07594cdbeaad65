package dev.parley.ingest.inbound;

import dev.parley.database.DatabaseFailure;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.normalise.InboundDelivery;
import dev.parley.normalise.PlatformRules;
import dev.parley.platform.MessageTextLookup;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import dev.parley.platform.UnreadableItemException;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.InboundRecord;
import dev.parley.topic.Reading;
import dev.parley.trace.Step;
import dev.parley.trace.TraceHeader;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds whose record it is and has the platform's package read it. */
@ApplicationScoped
public class RecordReader {
    private static final Logger LOG = Logger.getLogger(RecordReader.class);

    private final Platforms platforms;
    private final ProfileDirectory profiles;
    private final Tracing tracing;

    public RecordReader(Platforms platforms, ProfileDirectory profiles, Tracing tracing) {
        this.platforms = platforms;
        this.profiles = profiles;
        this.tracing = tracing;
    }

    /** What came of reading a record. */
    sealed interface Outcome {
        record Readable(Received received) implements Outcome {}

        /** Nothing in it concerns us. */
        record Ignored() implements Outcome {}

        /** @param reason never contains message text */
        record Hopeless(ConsumerRecord<String, byte[]> source, String reason) implements Outcome {}
    }

    /**
     * Reads records in their order; the database is asked once for each account that is not known. Fails only when the
     * database is away.
     */
    Uni<List<Outcome>> readAll(List<ConsumerRecord<String, byte[]>> sources) {
        Map<String, Optional<Profile>> asked = new HashMap<>();
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToUniAndConcatenate(source -> read(source, asked))
                .collect()
                .asList();
    }

    private Uni<Outcome> read(ConsumerRecord<String, byte[]> source, Map<String, Optional<Profile>> asked) {
        return switch (InboundRecord.read(source.value())) {
            case Reading.Malformed<InboundRecord> malformed -> hopeless(source, malformed.reason());
            case Reading.Readable<InboundRecord> readable -> read(source, readable.payload(), asked);
        };
    }

    private Uni<Outcome> read(
            ConsumerRecord<String, byte[]> source, InboundRecord item, Map<String, Optional<Profile>> asked) {
        Optional<Profile> known = known(item);
        if (known.isPresent()) {
            return Uni.createFrom().item(readFor(known.get(), source, item));
        }
        // Connected a moment ago, perhaps: the database knows first.
        return fresh(item, asked)
                .map(found -> found.map(profile -> readFor(profile, source, item))
                        .orElseGet(() -> new Outcome.Hopeless(source, "unknown profile")))
                .onFailure(DatabaseFailure::isPermanent)
                .recoverWithItem(
                        failure -> new Outcome.Hopeless(source, "unknown profile: " + DatabaseFailure.nameOf(failure)));
    }

    private Optional<Profile> known(InboundRecord item) {
        return profileId(item).map(profiles::byId).orElseGet(() -> profiles.byAccount(item.platform(), item.account()));
    }

    private Uni<Optional<Profile>> fresh(InboundRecord item, Map<String, Optional<Profile>> asked) {
        String key = item.platform() + ":" + item.account() + ":" + item.profileId();
        Optional<Profile> answered = asked.get(key);
        return answered != null ? Uni.createFrom().item(answered) : fresh(item).invoke(found -> asked.put(key, found));
    }

    private Uni<Optional<Profile>> fresh(InboundRecord item) {
        return profileId(item)
                .map(profiles::fresh)
                .orElseGet(() -> profiles.freshByAccount(item.platform(), item.account()));
    }

    private static Optional<ProfileId> profileId(InboundRecord item) {
        @Nullable String text = item.profileId();
        return text == null ? Optional.empty() : ProfileId.parse(text);
    }

    private Outcome readFor(Profile profile, ConsumerRecord<String, byte[]> source, InboundRecord item) {
        Optional<WebhookReceiver> receiver = platforms.with(WebhookReceiver.class, item.platform());
        if (receiver.isEmpty()) {
            return new Outcome.Hopeless(source, "unknown platform");
        }
        if (!profile.platform().equals(item.platform())) {
            return new Outcome.Hopeless(source, "the profile is of another platform");
        }
        if (profile.status() == Profile.Status.INACTIVE) {
            return new Outcome.Ignored();
        }
        try {
            List<InboundEvent> events = receiver.get().read(profile, item);
            return events.isEmpty() ? new Outcome.Ignored() : readable(profile, source, events);
        } catch (UnreadableItemException unreadable) {
            return new Outcome.Hopeless(source, String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException broken) {
            LOG.errorf(
                    broken,
                    "reader failed platform=%s offset=%d/%d",
                    item.platform(),
                    source.partition(),
                    source.offset());
            return new Outcome.Hopeless(
                    source, "the reader failed: " + broken.getClass().getSimpleName());
        }
    }

    private Outcome readable(Profile profile, ConsumerRecord<String, byte[]> source, List<InboundEvent> events) {
        Step step = tracing.follow("normalise " + profile.platform(), SpanKind.CONSUMER, TraceHeader.read(source))
                .with("profile", profile.id());
        InboundDelivery delivery = new InboundDelivery(profile, rules(profile), events, step.traceparent());
        return new Outcome.Readable(new Received(source, delivery, step));
    }

    private PlatformRules rules(Profile profile) {
        return platforms.named(profile.platform()).map(RecordReader::rules).orElse(PlatformRules.PLAIN);
    }

    private static PlatformRules rules(Platform platform) {
        return new PlatformRules(
                platform.capabilities().chatTraits(),
                platform instanceof ParticipantLookup,
                platform instanceof MessageTextLookup);
    }

    private static Uni<Outcome> hopeless(ConsumerRecord<String, byte[]> source, String reason) {
        return Uni.createFrom().item(new Outcome.Hopeless(source, reason));
    }
}
