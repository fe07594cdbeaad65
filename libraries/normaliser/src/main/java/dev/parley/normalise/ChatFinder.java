package dev.parley.normalise;

import dev.parley.batch.Columns;
import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.InChat;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the chats of a batch and makes those that are missing, with their lanes, in a statement of its own: a new row
 * blocks everybody who makes the same one until it is committed, and that must not last as long as a batch does. Until
 * the batch is committed too, lists leave a chat out that waits for its first message.
 */
@ApplicationScoped
class ChatFinder {
    private static final String FIND = """
            select c.id, c.profile_id, c.participant_external_id
            from unnest($1::bigint[], $2::text[]) as wanted (profile_id, participant)
            join chats c on c.profile_id = wanted.profile_id and c.participant_external_id = wanted.participant""";

    private static final String MAKE = """
            with made as (
                insert into chats (id, profile_id, platform, participant_external_id, awaits_message_since)
                select w.id, w.profile_id, w.platform, w.participant, now()
                from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) as w (id, profile_id, platform, participant)
                order by w.profile_id, w.participant
                on conflict (profile_id, participant_external_id) do nothing
                returning id, profile_id)
            insert into chat_lanes (chat_id, profile_id) select id, profile_id from made order by id""";

    private final Pool pool;
    private final IdGenerator ids;

    ChatFinder(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    /** The chats that the events concern; one that no event may make is absent when it does not exist. */
    Uni<Map<ChatKey, ChatId>> find(List<InboundDelivery> deliveries) {
        Set<ChatKey> wanted = new LinkedHashSet<>();
        Map<ChatKey, String> makeable = new LinkedHashMap<>();
        for (InboundDelivery delivery : deliveries) {
            for (InboundEvent event : delivery.events()) {
                if (event instanceof InChat inChat) {
                    ChatKey key = new ChatKey(
                            delivery.profile().id(), inChat.participant().externalId());
                    wanted.add(key);
                    if (makesChat(inChat)) {
                        makeable.put(key, delivery.profile().platform());
                    }
                }
            }
        }
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return read(wanted).flatMap(found -> addMissing(found, makeable));
    }

    /** What follows a message may come before it and then needs a chat to wait in; a receipt does not: we wrote first. */
    private static boolean makesChat(InChat event) {
        return switch (event) {
            case InboundEvent.MessageArrived m -> true;
            case InboundEvent.EchoArrived e -> true;
            case InboundEvent.MessageEdited e -> true;
            case InboundEvent.ReactionChanged r -> true;
            case InboundEvent.ReferralArrived r -> true;
            case InboundEvent.MessageDeleted d -> false;
            case InboundEvent.EditNoticed e -> false;
            case InboundEvent.ReceiptArrived r -> false;
            case InboundEvent.ReachabilityChanged r -> false;
            case InboundEvent.ArchiveChanged a -> false;
        };
    }

    private Uni<Map<ChatKey, ChatId>> addMissing(Map<ChatKey, ChatId> found, Map<ChatKey, String> makeable) {
        List<ChatKey> missing = makeable.keySet().stream()
                .filter(key -> !found.containsKey(key))
                .sorted(Comparator.comparing((ChatKey key) -> key.profile().value())
                        .thenComparing(ChatKey::participantExternalId))
                .toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        Tuple columns = Tuple.of(
                Columns.longs(missing, key -> ids.next()),
                Columns.longs(missing, key -> key.profile().value()),
                Columns.texts(missing, makeable::get),
                Columns.texts(missing, ChatKey::participantExternalId));
        return pool.preparedQuery(MAKE)
                .execute(columns)
                .flatMap(made -> read(missing))
                .map(added -> {
                    found.putAll(added);
                    return found;
                });
    }

    private Uni<Map<ChatKey, ChatId>> read(Collection<ChatKey> keys) {
        List<ChatKey> wanted = new ArrayList<>(keys);
        Tuple columns = Tuple.of(
                Columns.longs(wanted, key -> key.profile().value()),
                Columns.texts(wanted, ChatKey::participantExternalId));
        return pool.preparedQuery(FIND).execute(columns).map(rows -> {
            Map<ChatKey, ChatId> found = new HashMap<>();
            for (Row row : rows) {
                found.put(new ChatKey(new ProfileId(row.getLong(1)), row.getString(2)), new ChatId(row.getLong(0)));
            }
            return found;
        });
    }
}
