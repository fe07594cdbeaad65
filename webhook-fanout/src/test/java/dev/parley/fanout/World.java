package dev.parley.fanout;

import dev.parley.fanout.delivery.Event;
import dev.parley.fanout.retry.EventRows;
import dev.parley.fanout.subscription.Subscriptions;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.id.GroupId;
import dev.parley.id.WebhookId;
import dev.parley.kafka.TopicWriter;
import dev.parley.node.IdGenerator;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.testing.Waiting;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import dev.parley.trace.TraceHeader;
import dev.parley.webhook.WebhookSecrets;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What surrounds the fan-out: accounts and endpoints in the database, events on the topic. */
@ApplicationScoped
public class World {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Pool pool;
    private final SecretCipher vault;
    private final IdGenerator ids;
    private final TopicWriter topics;
    private final Subscriptions subscriptions;
    private final EventRows events;

    public World(
            Pool pool,
            SecretCipher vault,
            IdGenerator ids,
            TopicWriter topics,
            Subscriptions subscriptions,
            EventRows events) {
        this.pool = pool;
        this.vault = vault;
        this.ids = ids;
        this.topics = topics;
        this.subscriptions = subscriptions;
        this.events = events;
    }

    /** An endpoint as a test knows it. */
    record Subscriber(WebhookId id, String secret) {}

    AccountId account() {
        AccountId id = new AccountId(ids.next());
        run("insert into accounts (id, name) values ($1, 'Test')", Tuple.of(id.value()));
        return id;
    }

    GroupId group(AccountId account) {
        GroupId id = new GroupId(ids.next());
        run(
                "insert into profile_groups (id, account_id, name) values ($1, $2, 'Test')",
                Tuple.of(id.value(), account.value()));
        return id;
    }

    Subscriber subscribe(AccountId account, String url, String... events) {
        return subscribe(account, null, false, url, events);
    }

    /** Returns when the fan-out knows of it. */
    Subscriber subscribe(AccountId account, @Nullable GroupId group, boolean ordered, String url, String... events) {
        Subscriber subscriber = insert(account, group, ordered, url, events);
        Waiting.await()
                .atMost(LIMIT)
                .until(() -> subscriptions.find(subscriber.id()).isPresent());
        return subscriber;
    }

    /** Returns when the row is committed, as the gateway's 201 does. */
    Subscriber insert(AccountId account, @Nullable GroupId group, boolean ordered, String url, String... events) {
        WebhookId id = new WebhookId(ids.next());
        String secret = WebhookSecrets.generate();
        Sealed sealed = vault.seal(secret, SecretPlace.webhookSecret(id.value()));
        run(
                """
                insert into webhook_endpoints (id, account_id, profile_group_id, url, events, ordered, secret, secret_key_id)
                values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                Tuple.tuple()
                        .addLong(id.value())
                        .addLong(account.value())
                        .addLong(group == null ? null : group.value())
                        .addString(url)
                        .addArrayOfString(events)
                        .addBoolean(ordered)
                        .addBuffer(Buffer.buffer(sealed.bytes()))
                        .addString(sealed.keyId()));
        return new Subscriber(id, secret);
    }

    /** As the gateway does it. */
    void unsubscribe(Subscriber subscriber) {
        run(
                "delete from webhook_endpoints where id = $1",
                Tuple.of(subscriber.id().value()));
    }

    /** As the gateway does it. Returns the new secret. */
    String rotateSecret(Subscriber subscriber) {
        long id = subscriber.id().value();
        String secret = WebhookSecrets.generate();
        Sealed previous = vault.seal(subscriber.secret(), SecretPlace.previousWebhookSecret(id));
        Sealed sealed = vault.seal(secret, SecretPlace.webhookSecret(id));
        run(
                """
                update webhook_endpoints
                set previous_secret = $4, previous_secret_key_id = $5,
                    previous_secret_until = now() + interval '24 hours', secret = $2, secret_key_id = $3
                where id = $1""",
                Tuple.tuple()
                        .addLong(id)
                        .addBuffer(Buffer.buffer(sealed.bytes()))
                        .addString(sealed.keyId())
                        .addBuffer(Buffer.buffer(previous.bytes()))
                        .addString(previous.keyId()));
        return secret;
    }

    EventRecord event(AccountId account, String type) {
        return event(account, null, new ChatId(ids.next()), 1L, type);
    }

    EventRecord event(AccountId account, @Nullable GroupId group, ChatId chat, long sequence, String type) {
        EventId id = new EventId(ids.next());
        String envelope = "{ \"id\":\"%s\", \"object\":\"event\",\"type\":\"%s\",\"data\":{\"text\":\"ünï\\u00e9 €\"}}"
                .formatted(id, type);
        return new EventRecord(
                EventRecord.VERSION,
                id.toString(),
                account.toString(),
                group == null ? null : group.toString(),
                null,
                chat.toString(),
                sequence,
                type,
                envelope);
    }

    ChatId chat() {
        return new ChatId(ids.next());
    }

    List<EventRecord> publish(AccountId account, int count) {
        List<EventRecord> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(account, "message.received"));
        }
        events.forEach(this::publish);
        return events;
    }

    EventRecord publish(EventRecord event) {
        topics.write(
                        Topics.EVENTS,
                        event.key(),
                        event.write(),
                        TraceHeader.of(event.cause().traceparent()))
                .await()
                .atMost(LIMIT);
        return event;
    }

    /** Writes the event's row, as the service that made the change does. */
    void store(EventRecord event) {
        events.ensure(List.of(Event.of(event))).await().atMost(LIMIT);
    }

    /** Puts stored events into the retry queue, all of them due at once. */
    void storeDue(Subscriber subscriber, List<EventRecord> stored) {
        stored.forEach(this::store);
        Long[] events = stored.stream()
                .map(event -> EventId.parse(event.eventId()).orElseThrow().value())
                .toArray(Long[]::new);
        run("""
                insert into webhook_retries (event_id, endpoint_id, attempt, due_at)
                select unnest($1::bigint[]), $2, 2, now()""", Tuple.of(events, subscriber.id().value()));
    }

    void publishRaw(String key, byte[] value) {
        topics.write(Topics.EVENTS, key, value).await().atMost(LIMIT);
    }

    void run(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(LIMIT);
    }

    long count(String sql, Tuple parameters) {
        Row row = pool.preparedQuery(sql)
                .execute(parameters)
                .await()
                .atMost(LIMIT)
                .iterator()
                .next();
        return row.getLong(0);
    }

    long stored(Subscriber subscriber) {
        return count(
                "select count(*) from webhook_retries where endpoint_id = $1",
                Tuple.of(subscriber.id().value()));
    }

    long attempts(Subscriber subscriber, boolean success) {
        return count(
                "select count(*) from webhook_attempts where endpoint_id = $1 and success = $2",
                Tuple.of(subscriber.id().value(), success));
    }

    boolean isEnabled(Subscriber subscriber) {
        return count(
                        "select count(*) from webhook_endpoints where id = $1 and enabled",
                        Tuple.of(subscriber.id().value()))
                == 1;
    }
}
