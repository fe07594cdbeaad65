package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.campaign.Programs.Running;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.id.GroupId;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.testing.PlainSql;
import dev.parley.testing.WorkFolder;
import dev.parley.topic.Topics;
import dev.parley.webhook.WebhookSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Database, broker, subscribers and a fan-out; nothing else of Parley. Events come straight onto the topic. */
final class FanoutStage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String TYPE = "message.received";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** As soon as a broker allows: that long a successor waits for the partitions of one that was killed. */
    private static final List<String> SOONER_GIVEN_UP = List.of(
            "-Dmp.messaging.incoming.events.session.timeout.ms=6000",
            "-Dmp.messaging.incoming.events.heartbeat.interval.ms=1500");

    private final Infrastructure servers;
    private final Endpoints endpoints;
    private final Programs programs;
    private final PlainSql database;
    private final KafkaProducer<String, String> producer;
    private final Audience audience = new Audience();
    private final SecretCipher vault = new SecretCipher(List.of(KEY));
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);
    private Running fanout;

    /** @param group the profile group whose events alone come here; null where all of the account's do */
    record Seat(
            String name, long id, long account, @Nullable Long group) {}

    private FanoutStage(Infrastructure servers, Endpoints endpoints, Path folder) {
        this.servers = servers;
        this.endpoints = endpoints;
        this.programs = new Programs(folder);
        this.database = PlainSql.of(endpoints);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", endpoints.bootstrapServers(), "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer());
        this.fanout = startFanout();
    }

    static FanoutStage open() {
        Path folder = WorkFolder.fresh("fanout-campaign");
        Infrastructure servers = new EmbeddedServers(Installation.find());
        return new FanoutStage(servers, servers.start(), folder);
    }

    Audience audience() {
        return audience;
    }

    PlainSql database() {
        return database;
    }

    /** With -9, in the middle of whatever it does; another one is started at once. */
    void killFanout() {
        fanout.child().kill();
        fanout.child().awaitEnd();
        fanout = startFanout();
    }

    /** In good order: it finishes what it does. Another one is started afterwards; how long the end took. */
    Duration stopFanout() {
        long asked = System.nanoTime();
        fanout.child().stop();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        fanout = startFanout();
        return took;
    }

    private Running startFanout() {
        return programs.start(
                "webhook-fanout",
                "fanout-" + ids.incrementAndGet(),
                Map.of(
                        "QUARKUS_DATASOURCE_REACTIVE_URL", endpoints.reactiveUrl(),
                        "QUARKUS_DATASOURCE_USERNAME", endpoints.user(),
                        "QUARKUS_DATASOURCE_PASSWORD", endpoints.password(),
                        "KAFKA_BOOTSTRAP_SERVERS", endpoints.bootstrapServers(),
                        "PARLEY_SECRETS_KEYS", KEY,
                        "PARLEY_HTTP_ALLOW_INSECURE", "true"),
                SOONER_GIVEN_UP);
    }

    /** Endpoints that each hear of a profile group of their own; returns when the fan-out delivers to all. */
    List<Seat> seats(List<String> names) {
        long account = account();
        return awaitKnown(names.stream()
                .map(name -> {
                    long group = ids.incrementAndGet();
                    database.run(
                            "insert into profile_groups (id, account_id, name) values (?, ?, ?)", group, account, name);
                    return seat(account, group, name);
                })
                .toList());
    }

    /** Endpoints that all hear of the whole account: an event for one is for all; returns as {@link #seats} does. */
    List<Seat> circle(List<String> names) {
        long account = account();
        return awaitKnown(names.stream().map(name -> seat(account, null, name)).toList());
    }

    private long account() {
        long account = ids.incrementAndGet();
        database.run("insert into accounts (id, name) values (?, 'Campaign')", account);
        return account;
    }

    private List<Seat> awaitKnown(List<Seat> seats) {
        Set<String> names = seats.stream().map(Seat::name).collect(Collectors.toSet());
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            seats.forEach(this::publish);
            return audience.arrivals().stream()
                    .map(Audience.Arrival::endpoint)
                    .collect(Collectors.toSet())
                    .containsAll(names);
        });
        return seats;
    }

    private Seat seat(long account, @Nullable Long group, String name) {
        Seat seat = new Seat(name, ids.incrementAndGet(), account, group);
        Sealed secret = vault.seal(WebhookSecrets.generate(), SecretPlace.webhookSecret(seat.id));
        database.run("""
                insert into webhook_endpoints (id, account_id, profile_group_id, url, events, secret, secret_key_id)
                values (?, ?, ?, ?, array['*'], ?, ?)""", seat.id, account, seat.group, audience.url(name), secret.bytes(), secret.keyId());
        return seat;
    }

    /** Puts an event for this endpoint onto the topic; its id. */
    String publish(Seat seat) {
        EventId id = new EventId(ids.incrementAndGet());
        ChatId chat = new ChatId(ids.incrementAndGet());
        producer.send(new ProducerRecord<>(Topics.EVENTS, chat.toString(), event(seat, id, chat)));
        return id.toString();
    }

    private static String event(Seat seat, EventId id, ChatId chat) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", 1)
                .put("event_id", id.toString())
                .put("account_id", new AccountId(seat.account).toString())
                .put("chat_id", chat.toString())
                .put("sequence", 1)
                .put("type", TYPE);
        if (seat.group != null) {
            event.put("profile_group_id", new GroupId(seat.group).toString());
        }
        event.putObject("envelope")
                .put("id", id.toString())
                .put("object", "event")
                .put("type", TYPE)
                .putObject("data")
                .put("body", "x".repeat(200));
        return event.toString();
    }

    /** Stores as many events with a delivery each that is due now, spread over the endpoints, as one transaction. */
    void storeDueRetries(List<Seat> seats, int each) {
        String endpoints = seats.stream().map(seat -> Long.toString(seat.id)).collect(Collectors.joining(","));
        database.run("""
                with made as (
                    insert into events (id, account_id, type, envelope)
                    select (extract(epoch from now()) * 1000)::bigint << 21 | row_number() over (), e.account_id, '%s',
                           json_build_object('type', '%s', 'data', json_build_object('number', number))
                    from webhook_endpoints e, generate_series(1, %d) number where e.id in (%s)
                    returning id),
                numbered as (select id, row_number() over (order by id) - 1 as number from made),
                endpoints as (select id, row_number() over (order by id) - 1 as number
                              from webhook_endpoints where id in (%s))
                insert into webhook_retries (event_id, endpoint_id, attempt, due_at)
                select n.id, e.id, 2, now() from numbered n join endpoints e on e.number = n.number %% %d""".formatted(TYPE, TYPE, each, endpoints, endpoints, seats.size()));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        fanout.child().kill();
        audience.close();
        servers.close();
    }
}
