package dev.parley.normalise;

import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.inbound.CommentChat;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.EchoArrived;
import dev.parley.inbound.InboundEvent.WorkArose;
import dev.parley.inbound.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The echo of a private reply names the person it reached, but the reply may stand in a chat that goes by the comment.
 * Taken by its words it would be a message of somebody else in a second chat.
 *
 * <pre>
 *   echo with our message's id ──► a private reply in a chat with another participant?
 *     no ──► as it is        yes ──► addressed to that chat, and a job that brings the two together
 * </pre>
 */
@ApplicationScoped
class PrivateReplyEchoes {
    private static final String FIND = """
            select m.id, m.profile_id, m.chat_id, c.participant_external_id
            from messages m join chats c on c.id = m.chat_id
            where m.id = any($1) and m.external_comment_id is not null""";

    private final Pool pool;

    PrivateReplyEchoes(Pool pool) {
        this.pool = pool;
    }

    private record Place(long profile, ChatId chat, String participant) {}

    /** The same deliveries, with the echoes of private replies where the replies are. */
    Uni<List<InboundDelivery>> readdress(List<InboundDelivery> deliveries) {
        Long[] ours = deliveries.stream()
                .flatMap(delivery -> delivery.events().stream())
                .flatMap(event -> ourMessage(event).stream())
                .map(MessageId::value)
                .toArray(Long[]::new);
        return ours.length == 0
                ? Uni.createFrom().item(deliveries)
                : pool.preparedQuery(FIND).execute(Tuple.of(ours)).map(rows -> readdress(deliveries, places(rows)));
    }

    private static Optional<MessageId> ourMessage(InboundEvent event) {
        return event instanceof EchoArrived echo && echo.messageId() != null
                ? MessageId.parse(echo.messageId())
                : Optional.empty();
    }

    private static Map<MessageId, Place> places(RowSet<Row> rows) {
        Map<MessageId, Place> places = new HashMap<>();
        for (Row row : rows) {
            places.put(
                    new MessageId(row.getLong(0)),
                    new Place(row.getLong(1), new ChatId(row.getLong(2)), row.getString(3)));
        }
        return places;
    }

    private static List<InboundDelivery> readdress(List<InboundDelivery> deliveries, Map<MessageId, Place> places) {
        return places.isEmpty()
                ? deliveries
                : deliveries.stream()
                        .map(delivery -> readdress(delivery, places))
                        .toList();
    }

    private static InboundDelivery readdress(InboundDelivery delivery, Map<MessageId, Place> places) {
        List<InboundEvent> events = new ArrayList<>();
        for (InboundEvent event : delivery.events()) {
            Place place = ourMessage(event).map(places::get).orElse(null);
            if (place != null
                    && event instanceof EchoArrived echo
                    && place.profile == delivery.profile().id().value()
                    && !place.participant.equals(echo.participant().externalId())) {
                events.add(at(place, echo));
                events.add(new WorkArose(
                        CommentChat.merge(place.chat, echo.participant().externalId())));
            } else {
                events.add(event);
            }
        }
        return new InboundDelivery(delivery.profile(), delivery.rules(), events);
    }

    private static EchoArrived at(Place place, EchoArrived echo) {
        Participant reached = echo.participant();
        Participant known = new Participant(place.participant, null, null, reached.metadata(), null);
        return echo.with(known);
    }
}
