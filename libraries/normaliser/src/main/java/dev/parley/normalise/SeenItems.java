package dev.parley.normalise;

import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Comparator;
import java.util.List;

/**
 * Remembers items that leave no unique row of their own, so that a second delivery changes nothing. Messages, echoes,
 * deletions and receipts need no memory: the row they made, or the stamp they set, tells.
 */
final class SeenItems {
    private static final String REMEMBER = """
            insert into inbound_seen (profile_id, item_key)
            select * from unnest($1::bigint[], $2::text[]) on conflict do nothing
            returning profile_id, item_key""";

    private SeenItems() {}

    static boolean concerns(InboundEvent event) {
        return switch (event) {
            case InboundEvent.MessageEdited e -> true;
            case InboundEvent.EditNoticed e -> true;
            case InboundEvent.ReactionChanged r -> true;
            case InboundEvent.ReferralArrived r -> true;
            case InboundEvent.ReachabilityChanged r -> true;
            case InboundEvent.ArchiveChanged a -> true;
            case InboundEvent.CommentChanged c -> true;
            case InboundEvent.WorkArose w -> true;
            case InboundEvent.AccessLost a -> true;
            case InboundEvent.MessageArrived m -> false;
            case InboundEvent.EchoArrived e -> false;
            case InboundEvent.MessageDeleted d -> false;
            case InboundEvent.ReceiptArrived r -> false;
            case InboundEvent.CommentArrived c -> false;
        };
    }

    /** Tells the batch which of its items are new. */
    static Uni<Void> remember(SqlConnection transaction, List<InboundDelivery> deliveries, Batch batch) {
        List<Batch.Item> items = deliveries.stream()
                .flatMap(delivery -> delivery.events().stream()
                        .filter(SeenItems::concerns)
                        .map(event -> new Batch.Item(delivery.profile().id(), event.key())))
                .distinct()
                .sorted(Comparator.comparing((Batch.Item item) -> item.profile().value())
                        .thenComparing(Batch.Item::key))
                .toList();
        if (items.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] profiles = items.stream().map(item -> item.profile().value()).toArray(Long[]::new);
        String[] keys = items.stream().map(Batch.Item::key).toArray(String[]::new);
        return transaction
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(profiles, keys))
                .invoke(rows -> {
                    for (Row row : rows) {
                        batch.fresh(new Batch.Item(new ProfileId(row.getLong(0)), row.getString(1)));
                    }
                })
                .replaceWithVoid();
    }
}
