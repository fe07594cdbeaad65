package dev.parley.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.EventData;
import dev.parley.event.EventType;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Puts deliveries into the queues of the fan-out that no Kafka record asks for: a retry by hand, a recovery, a test.
 * The fan-out finds them within a quarter of a second. Callers have checked that the endpoint is theirs and enabled.
 */
@ApplicationScoped
public class Redelivery {
    /** Only what its subscriber may hear. One that waits comes at once; one that is being called is left alone. */
    private static final String RETRY = """
            insert into webhook_retries (event_id, endpoint_id, attempt, due_at)
            select e.id, w.id, $3, now()
            from webhook_endpoints w
            join events e on e.id = $1 and e.account_id = w.account_id
                 and (w.profile_group_id is null or e.profile_group_id = w.profile_group_id)
            where w.id = $2
            on conflict (event_id, endpoint_id) do update
            set due_at = case when webhook_retries.lease_token is null then now() else webhook_retries.due_at end
            returning event_id""";

    /** An ordered endpoint goes through its chats again from the first event chosen; others get what they missed. */
    private static final String RECOVER = """
            with chosen as (
                select w.id as endpoint, e.id, e.chat_id, e.sequence,
                       w.ordered and e.chat_id is not null and e.sequence is not null as in_order
                from webhook_endpoints w
                join events e on e.account_id = w.account_id and e.id >= $2
                     and (w.profile_group_id is null or e.profile_group_id = w.profile_group_id)
                     and ('*' = any(w.events) or e.type = any(w.events))
                where w.id = $1),
            queued as (
                insert into webhook_retries (event_id, endpoint_id, due_at)
                select id, endpoint, now() from chosen where not in_order
                on conflict (event_id, endpoint_id) do nothing),
            rewound as (
                insert into webhook_cursors (endpoint_id, chat_id, last_sequence, due_at, wakes)
                select endpoint, chat_id, min(sequence) - 1, now(), 1 from chosen where in_order
                group by endpoint, chat_id order by chat_id
                on conflict (endpoint_id, chat_id) do update
                set last_sequence = least(webhook_cursors.last_sequence, excluded.last_sequence), attempt = 1,
                    due_at = now(), wakes = webhook_cursors.wakes + 1, lease_token = null)
            select count(*) from chosen""";

    private static final String SINCE = "select id_at($1)";

    private static final String TEST = """
            with event as (
                insert into events (id, account_id, profile_group_id, type, envelope)
                select $1, w.account_id, w.profile_group_id, $3, $4::text::json from webhook_endpoints w where w.id = $2
                returning id)
            insert into webhook_retries (event_id, endpoint_id, due_at) select id, $2, now() from event""";

    private static final String ATTEMPTED = """
            select event_id, attempt_number from webhook_attempts where id = $1 and endpoint_id = $2""";

    private final Pool pool;
    private final IdGenerator ids;

    public Redelivery(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    /** What an attempt was about; empty when the endpoint has no such attempt. */
    public Uni<Optional<Attempted>> attempted(WebhookId endpoint, long attemptId) {
        return pool.preparedQuery(ATTEMPTED)
                .execute(Tuple.of(attemptId, endpoint.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Attempted(new EventId(row.getLong(0)), row.getInteger(1)));
                    }
                    return Optional.empty();
                });
    }

    /** @param number the attempt's, from 1 */
    public record Attempted(EventId event, int number) {}

    /**
     * Delivers one event to one endpoint once more, at once.
     *
     * @param attempt the number the attempt gets; a later failure goes on with the schedule from there
     * @return false when the event is past its retention, or not for this endpoint's ears
     */
    public Uni<Boolean> retry(WebhookId endpoint, EventId event, int attempt) {
        return pool.preparedQuery(RETRY)
                .execute(Tuple.of(event.value(), endpoint.value(), attempt))
                .map(rows -> rows.size() == 1);
    }

    /** Delivers everything the endpoint subscribes to that happened since then; returns how many events. */
    public Uni<Long> recoverSince(WebhookId endpoint, Instant since) {
        return pool.preparedQuery(SINCE)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
                .flatMap(rows -> recover(endpoint, first(rows)));
    }

    /** The same from the given event on, which is included. */
    public Uni<Long> recoverFrom(WebhookId endpoint, EventId from) {
        return recover(endpoint, from.value());
    }

    /** Sends {@code webhook.test} to this endpoint alone, whatever it subscribes to. Returns the event's id. */
    public Uni<EventId> test(WebhookId endpoint) {
        EventId id = new EventId(ids.next());
        Tuple parameters =
                Tuple.of(id.value(), endpoint.value(), EventType.WEBHOOK_TEST.wireName(), envelope(id, endpoint));
        return pool.preparedQuery(TEST).execute(parameters).replaceWith(id);
    }

    private Uni<Long> recover(WebhookId endpoint, long firstEvent) {
        return pool.preparedQuery(RECOVER)
                .execute(Tuple.of(endpoint.value(), firstEvent))
                .map(Redelivery::first);
    }

    private static String envelope(EventId id, WebhookId endpoint) {
        ObjectNode envelope = Json.object();
        envelope.put("id", id.toString());
        envelope.put("object", "event");
        envelope.put("type", EventType.WEBHOOK_TEST.wireName());
        envelope.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        envelope.putNull("sequence");
        envelope.putNull("profile_id");
        envelope.putNull("chat_id");
        envelope.set("data", EventData.mirrored(Json.object().put("id", endpoint.toString())));
        return envelope.toString();
    }

    private static long first(RowSet<Row> rows) {
        return rows.iterator().next().getLong(0);
    }
}
