package dev.parley.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.alerts.History;
import dev.parley.alerts.Sample;
import dev.parley.campaign.Crowd.Seat;
import dev.parley.campaign.Programs.Running;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.testing.PlainSql;
import dev.parley.testing.RawTopic;
import dev.parley.topic.Topics;
import dev.parley.webhook.WebhookSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The services that alerts watch, one of each, and the faults that can happen to them. */
final class AlertStage implements AutoCloseable {
    private static final String KEY = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String TYPE = "message.sent";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration SCRAPED_WITHIN = Duration.ofSeconds(5);
    private static final int CHATS = 40;
    private static final int HOOKED = 90;

    /** A database that hangs is found out within seconds, and few sends are under way at a time. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_DATABASE_SILENCE", "4s",
            "PARLEY_DATABASE_STATEMENT_TIMEOUT", "3s",
            "PARLEY_DATABASE_CONNECT_TIMEOUT", "2s",
            "PARLEY_DISPATCH_SLOTS", "4",
            "PARLEY_FANOUT_SCHEDULE", "0s,1s",
            "PARLEY_POLLER_INTERVAL", "1s",
            // When the test wants it, and not before.
            "PARLEY_DISPATCH_ROUNDS_CHECK_SUBSCRIPTION_EVERY", "100d",
            // What Kafka's own metrics remember of the past: seconds instead of a minute.
            "MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_METRICS_SAMPLE_WINDOW_MS", "1000");

    private final Detours detours = new Detours();
    private final DispatchStage stage = DispatchStage.open(1000, detours, detours::around);
    private final Map<String, Running> services = new HashMap<>();
    private final Audience audience = new Audience();
    private final SecretCipher cipher = new SecretCipher(List.of(KEY));
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);
    private final long account;
    private final Crowd crowd;
    private final String hooked;
    private int commands;

    AlertStage() {
        start("ingest-service");
        Running dispatcher = start("dispatch-service");
        crowd = Crowd.gather(stage, dispatcher, List.of(Network.TELEGRAM, Network.BLUESKY), 2, 2 * CHATS);
        hooked = connectHooked();
        start("webhook-fanout");
        start("bluesky-poller");
        account = ids.incrementAndGet();
        database().run("insert into accounts (id, name) values (?, 'Alerts')", account);
    }

    /** An account whose deliveries reach ingest; those of the crowd reach nobody. */
    private String connectHooked() {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("PARLEY_HOOKS_URL", services.get("ingest-service").url());
        Running other = stage.start("dispatch-service", settings);
        crowd.connect(other, Network.TELEGRAM, HOOKED);
        stage.stop(other);
        return database().text("select external_id from profiles order by id desc limit 1");
    }

    PlainSql database() {
        return stage.database();
    }

    Detours detours() {
        return detours;
    }

    Audience audience() {
        return audience;
    }

    Running start(String service) {
        Running running = stage.start(service, SETTINGS);
        services.put(service, running);
        return running;
    }

    void kill(String service) {
        stage.kill(services.get(service));
    }

    /** One more scrape of all services, as Prometheus makes it. */
    void scrape(History history) {
        List<Sample> samples = new ArrayList<>();
        services.forEach((service, running) -> {
            Map<String, String> target =
                    Map.of("job", "parley", "service", service, "instance", running.managementUrl());
            String page = page(running);
            samples.add(new Sample("up", target, page.isEmpty() ? 0 : 1));
            samples.addAll(Sample.page(page, target));
        });
        history.add(System.nanoTime() / 1e9, samples);
    }

    private static String page(Running service) {
        URI metrics = URI.create(service.managementUrl() + "/q/metrics");
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(metrics)
                                    .timeout(SCRAPED_WITHIN)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException away) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    void control(String path, Object order) {
        var unused = stage.control(path, order);
    }

    /** Somebody writes to the account whose deliveries reach ingest. */
    void say() {
        ObjectNode say = JsonNodeFactory.instance
                .objectNode()
                .put("account", hooked)
                .put("text", "hello " + ids.incrementAndGet());
        say.putObject("participant").put("id", "77001").put("name", "Eve").put("username", "eve");
        control("/control/telegram/say", say);
    }

    /** Telegram is asked how it gets on with delivering what the crowd writes, which nobody takes. */
    void askForWebhooks() {
        database()
                .run(
                        "update platform_jobs set due_at = now() where kind = 'check_subscription' and profile_id <>"
                                + " (select id from profiles where platform = 'telegram' and external_id = ?)",
                        hooked);
    }

    /** A delivery that no platform has signed. */
    void forge() {
        try {
            HttpRequest forged = HttpRequest.newBuilder(
                            URI.create(services.get("ingest-service").url() + "/hooks/facebook"))
                    .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"object\":\"page\",\"entry\":[]}"))
                    .build();
            CLIENT.send(forged, BodyHandlers.discarding());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Telegram's chats; the other half of the crowd is on Bluesky. */
    List<Seat> seats() {
        return crowd.seats().stream()
                .filter(seat -> seat.network() == Network.TELEGRAM)
                .toList();
    }

    /** A command to send into the chat. */
    void command(Seat seat) {
        put(Topics.OUTBOUND, seat.chat(), crowd.command(seat, ++commands));
    }

    void put(String topic, String key, String value) {
        put(topic, key, value, 1);
    }

    void put(String topic, String key, String value, int times) {
        try (RawTopic raw = new RawTopic(stage.brokers(), topic)) {
            raw.publishAll(key, value.getBytes(java.nio.charset.StandardCharsets.UTF_8), times);
        }
    }

    /** A subscriber to all that concerns the account. */
    long endpoint(String url) {
        long id = ids.incrementAndGet();
        Sealed secret = cipher.seal(WebhookSecrets.generate(), SecretPlace.webhookSecret(id));
        database()
                .run(
                        "insert into webhook_endpoints (id, account_id, url, events, secret, secret_key_id)"
                                + " values (?, ?, ?, array['*'], ?, ?)",
                        id,
                        account,
                        url,
                        secret.bytes(),
                        secret.keyId());
        return id;
    }

    void remove(long endpoint) {
        database().run("delete from webhook_retries where endpoint_id = ?", endpoint);
        database().run("delete from webhook_endpoints where id = ?", endpoint);
    }

    /** Puts an event onto the topic that was made so long ago. */
    void tell(Duration ago, int times) {
        EventId id = new EventId((System.currentTimeMillis() - ago.toMillis() << 21) + ids.incrementAndGet() % 1000);
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", 1)
                .put("event_id", id.toString())
                .put("account_id", new AccountId(account).toString())
                .put("chat_id", new ChatId(ids.incrementAndGet()).toString())
                .put("sequence", 1)
                .put("type", TYPE);
        event.putObject("envelope").put("id", id.toString()).put("type", TYPE).putObject("data");
        put(Topics.EVENTS, id.toString(), event.toString(), times);
    }

    /** An event that was committed two minutes ago and is not on the topic. */
    void leaveInTheOutbox() {
        long id = ids.incrementAndGet();
        database()
                .run(
                        "insert into events (id, account_id, type, envelope) values (?, ?, '" + TYPE + "', '{}'::json)",
                        id,
                        account);
        database()
                .run(
                        "insert into outbox (event_id, created_at, due_at)"
                                + " values (?, now() - interval '2 minutes', now())",
                        id);
    }

    /** So many deliveries to the endpoint are due. */
    void storeDue(long endpoint, int deliveries) {
        database().run("""
                with made as (
                    insert into events (id, account_id, type, envelope)
                    select (extract(epoch from now()) * 1000)::bigint << 21 | number, %d, '%s', '{}'::json
                    from generate_series(1, %d) number returning id)
                insert into webhook_retries (event_id, endpoint_id, attempt, due_at)
                select id, %d, 1, now() - interval '10 seconds' from made""".formatted(account, TYPE, deliveries, endpoint));
    }

    @Override
    public void close() {
        audience.close();
        stage.close();
    }
}
