package dev.parley.normalise;

import dev.parley.database.DatabaseFailure;
import dev.parley.disconnect.AccessLoss;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.id.ChatId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.AccessLost;
import dev.parley.inbound.InboundEvent.WorkArose;
import dev.parley.node.IdGenerator;
import dev.parley.profile.Profile;
import dev.parley.topic.EventRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Writes a batch of received items in one transaction, with a number of statements that does not grow with it.
 *
 * <pre>
 *   deliveries
 *      │
 *   readdress echoes of private replies
 *      │
 *   find chats ──── a statement of its own: make what is missing
 *      │
 *   ┌──┴─────────────────── transaction ───────────────────────┐
 *   │  lock lanes (in the order of their ids) and read          │
 *   │      │                                                    │
 *   │  fold: every event in its order, in memory                │
 *   │      │                                                    │
 *   │  write: messages, attachments, chats, early events, jobs, │
 *   │         events + outbox; and what the caller adds         │
 *   └──┬────────────────────────────────────────────────────────┘
 *   publish
 *      │
 *   go on with what was too much for one transaction
 * </pre>
 *
 * Items may come twice, late, or before what they are about; the end is the same. A batch should hold at most 500
 * items and 250 chats, so that nobody waits long for a lane.
 */
@ApplicationScoped
public class Normaliser {
    private static final Logger LOG = Logger.getLogger(Normaliser.class);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 12;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final Pool pool;
    private final PrivateReplyEchoes echoes;
    private final ChatFinder chats;
    private final EventLog events;
    private final EventRelay relay;
    private final AccessLoss access;
    private final IdGenerator ids;

    public Normaliser(
            Pool pool,
            PrivateReplyEchoes echoes,
            ChatFinder chats,
            EventLog events,
            EventRelay relay,
            AccessLoss access,
            IdGenerator ids) {
        this.pool = pool;
        this.echoes = echoes;
        this.chats = chats;
        this.events = events;
        this.relay = relay;
        this.access = access;
        this.ids = ids;
    }

    /** What a caller adds to the transaction; its failure undoes all of it. */
    public interface Alongside extends Function<SqlConnection, Uni<Void>> {
        Alongside NOTHING = transaction -> Uni.createFrom().voidItem();
    }

    /** Completes when all is committed; the events are on their way then. */
    public Uni<Void> normalise(List<InboundDelivery> deliveries) {
        return normalise(deliveries, Alongside.NOTHING);
    }

    /**
     * The same, with a statement of the caller in the last transaction.
     *
     * @return fails with {@link DatabaseAway} causes when it is worth waiting, with anything else when the batch
     *     itself is at fault
     */
    public Uni<Void> normalise(List<InboundDelivery> deliveries, Alongside alongside) {
        return tryOnce(deliveries, alongside)
                .onFailure(Normaliser::isPassing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(0.5)
                .atMost(MOST_TRIES)
                .flatMap(written -> goOn(written, alongside));
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof ChatsMovedException
                || (DatabaseFailure.isConflict(failure) && !(failure instanceof SupersededException));
    }

    private record Written(List<EventRecord> events, List<InboundDelivery> leftovers) {}

    private Uni<Written> tryOnce(List<InboundDelivery> deliveries, Alongside alongside) {
        return echoes.readdress(deliveries)
                .flatMap(addressed -> chats.find(addressed)
                        .flatMap(found -> pool.withTransaction(
                                transaction -> inTransaction(transaction, addressed, found, alongside))))
                .ifNoItem()
                .after(DEADLINE)
                .fail();
    }

    private Uni<Void> goOn(Written written, Alongside alongside) {
        relay.publish(written.events);
        return written.leftovers.isEmpty() ? Uni.createFrom().voidItem() : normalise(written.leftovers, alongside);
    }

    private Uni<Written> inTransaction(
            SqlConnection transaction,
            List<InboundDelivery> deliveries,
            Map<ChatKey, ChatId> found,
            Alongside alongside) {
        Batch batch = new Batch();
        return lockAndRead(transaction, deliveries, found, batch)
                .invoke(() -> fold(deliveries, batch))
                .chain(() -> aroundChats(transaction, deliveries, batch))
                .chain(() -> write(transaction, batch))
                .call(() -> batch.leftovers().isEmpty()
                        ? alongside.apply(transaction)
                        : Uni.createFrom().voidItem())
                .invoke(told -> log(deliveries, batch))
                .map(told -> new Written(told, batch.leftovers()));
    }

    private static Uni<Void> lockAndRead(
            SqlConnection transaction, List<InboundDelivery> deliveries, Map<ChatKey, ChatId> found, Batch batch) {
        Uni<Void> read = BatchReader.read(transaction, LookupSet.of(deliveries, found), batch);
        // Both are sent at once; the lanes are locked before the second one runs.
        Uni<Void> remember = SeenItems.remember(transaction, deliveries, batch);
        return Uni.combine().all().unis(read, remember).discardItems();
    }

    private void fold(List<InboundDelivery> deliveries, Batch batch) {
        Reducer fold = new Reducer(batch, ids);
        deliveries.forEach(fold::apply);
    }

    /** What belongs to no chat. */
    private Uni<Void> aroundChats(SqlConnection transaction, List<InboundDelivery> deliveries, Batch batch) {
        Uni<Void> done = new CommentWriter(transaction, ids, batch).write(deliveries);
        for (InboundDelivery delivery : deliveries) {
            Profile profile = delivery.profile();
            for (InboundEvent event : delivery.events()) {
                if (event instanceof AccessLost lost && isNews(batch, profile, lost)) {
                    done = done.chain(() -> access.expireIn(transaction, profile)
                            .invoke(batch::publishLater)
                            .replaceWithVoid());
                } else if (event instanceof WorkArose work && isNews(batch, profile, work)) {
                    batch.ask(new Batch.Job(profile, work.job(), null, null));
                }
            }
        }
        return done;
    }

    private static boolean isNews(Batch batch, Profile profile, InboundEvent event) {
        return batch.takeFresh(new Batch.Item(profile.id(), event.key()));
    }

    private Uni<List<EventRecord>> write(SqlConnection transaction, Batch batch) {
        List<Uni<Void>> statements = new ArrayList<>(BatchWriter.statements(transaction, batch, ids));
        statements.add(events.append(transaction, batch.drafts())
                .invoke(batch::publishLater)
                .replaceWithVoid());
        return Uni.combine().all().unis(statements).discardItems().map(done -> batch.told());
    }

    private static void log(List<InboundDelivery> deliveries, Batch batch) {
        LOG.debugf(
                "normalised items=%d chats=%d events=%d jobs=%d leftovers=%d",
                deliveries.size(),
                batch.chats().size(),
                batch.drafts().size(),
                batch.jobs().size(),
                batch.leftovers().size());
    }
}
