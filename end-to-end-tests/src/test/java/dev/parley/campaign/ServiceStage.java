package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.alerts.Sample;
import dev.parley.campaign.Programs.Running;
import dev.parley.id.ChatId;
import dev.parley.standalone.firstuse.GatewayClient;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.testing.PlainSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The services, one of each to begin with, and a customer who has an account on some networks and a webhook. */
final class ServiceStage implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String OPERATOR = "op_campaign";

    private final DispatchStage stage;
    private final Audience audience = new Audience();
    private final Map<String, String> settings;
    private final Running ingest;
    private final Running dispatcher;
    private final Running gateway;
    private final JsonHttp api;
    private final Map<Network, String> accounts = new HashMap<>();

    /** @param chat as the API names it */
    record Person(Network network, int number, String chat) {
        String participant() {
            return network.participant(number);
        }
    }

    /**
     * Starts them.
     *
     * @param ways to the servers, as the programs are to take them
     * @param settings of all programs
     */
    ServiceStage(
            Infrastructure servers, UnaryOperator<Endpoints> ways, Map<String, String> settings, Network... networks) {
        this.stage = DispatchStage.open(1000, servers, ways);
        this.settings = new HashMap<>(settings);
        this.settings.put("PARLEY_OPERATOR_KEY", OPERATOR);
        this.ingest = start("ingest-service");
        this.settings.put("PARLEY_HOOKS_URL", ingest.url());
        this.dispatcher = start("dispatch-service");
        this.settings.put("PARLEY_DISPATCH_URL", dispatcher.url());
        this.gateway = start("api-gateway");
        GatewayClient client = new GatewayClient(gateway.url());
        this.api = client.as(client.createKey(OPERATOR, "campaign"));
        for (Network network : networks) {
            connect(network);
        }
    }

    private void connect(Network network) {
        String group = api.get("/api/profile_groups").body().at("/data/0/id").asText();
        JsonHttp.Answer answer = api.post("/api/profile_groups/" + group + "/initialize_connection", network.login(0));
        if (!answer.isSuccess()) {
            throw new AssertionError("not connected: " + answer);
        }
        accounts.put(network, database().text("select external_id from profiles order by id desc limit 1"));
        if (network.echoes) {
            control(network, "acts/callback", Map.of("url", ingest.url() + "/hooks/" + network.id));
        }
    }

    Running start(String service) {
        return stage.start(service, settings);
    }

    void kill(Running program) {
        stage.kill(program);
    }

    DispatchStage stage() {
        return stage;
    }

    Running ingest() {
        return ingest;
    }

    Running dispatcher() {
        return dispatcher;
    }

    JsonHttp api() {
        return api;
    }

    Audience audience() {
        return audience;
    }

    PlainSql database() {
        return stage.database();
    }

    /** Tells the sandbox's network to do something. */
    void control(Network network, String what, Object order) {
        var unused = stage.control("/control/" + network.id + "/" + what, order);
    }

    /** A webhook of the customer's, at a path of the audience. */
    void subscribe(String name) {
        JsonHttp.Answer made = api.post("/api/webhooks", Map.of("url", audience.url(name), "events", List.of("*")));
        if (made.status() != 201) {
            throw new AssertionError("not registered: " + made);
        }
    }

    /** Somebody who has written once, and so has a chat. */
    Person person(Network network, int number) {
        say(network, number, "hello");
        String chat = await().atMost(LIMIT).until(() -> chatOf(network.participant(number)), found -> !found.isEmpty());
        return new Person(network, number, chat);
    }

    private String chatOf(String participant) {
        List<List<String>> chats = database()
                .rows("select id from chats where last_inbound_at is not null and participant_external_id = '"
                        + participant + "'");
        return chats.isEmpty() ? "" : new ChatId(Long.parseLong(chats.getFirst().getFirst())).toString();
    }

    void says(Person person, String text) {
        say(person.network, person.number, text);
    }

    private void say(Network network, int number, String text) {
        ObjectNode say = JsonNodeFactory.instance
                .objectNode()
                .put("account", accounts.get(network))
                .put("text", text);
        say.putObject("participant")
                .put("id", network.participant(number))
                .put("name", "P" + number)
                .put("username", "p" + number);
        control(network, "say", say);
    }

    JsonHttp.Answer sends(Person person, String text) {
        return api.post("/api/chats/" + person.chat + "/messages", Map.of("body", text));
    }

    /** What of this person's stands in the database, in order. */
    List<String> stored(Person person, String direction) {
        return database()
                .rows("select m.body from messages m join chats c on c.id = m.chat_id where m.direction = '" + direction
                        + "' and c.participant_external_id = '" + person.participant() + "' order by m.sort_at, m.id")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /** What the network has performed for this person, in order; a picture has no text. */
    List<String> performed(Person person) {
        List<String> texts = new ArrayList<>();
        for (JsonNode sent : stage.ledger(person.network)) {
            if (sent.path("participant").asText().equals(person.participant())) {
                texts.add(sent.path("text").isNull() ? "" : sent.path("text").asText());
            }
        }
        return texts;
    }

    /** Events that this endpoint has not heard of. */
    Set<String> untold(String endpoint) {
        Set<String> untold = new HashSet<>();
        database()
                .rows("select envelope ->> 'id' from events where chat_id is not null")
                .forEach(row -> untold.add(row.getFirst()));
        audience.arrivals().stream()
                .filter(arrival -> arrival.endpoint().equals(endpoint))
                .forEach(arrival -> untold.remove(arrival.event()));
        return untold;
    }

    /** How many deliveries of networks ingest has answered with a status that begins so. */
    double hooksAnswered(String status) {
        try (var page =
                URI.create(ingest.managementUrl() + "/q/metrics").toURL().openStream()) {
            return Sample.page(new String(page.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), Map.of())
                    .stream()
                    .filter(sample -> sample.name().equals("parley_hooks_total"))
                    .filter(sample -> sample.labels().getOrDefault("status", "").startsWith(status))
                    .mapToDouble(Sample::value)
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        audience.close();
        stage.close();
    }
}
