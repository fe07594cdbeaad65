package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.campaign.Programs.Running;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.infrastructure.SandboxedPlatform;
import dev.parley.testing.PlainSql;
import dev.parley.testing.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Database, broker, sandbox, and as many dispatchers, or other programs, as the campaign wants; nothing else. */
final class DispatchStage implements AutoCloseable {
    private static final String SECRET = "campaign-secret";
    private static final Map<String, Object> NO_LIMITS =
            Map.of("chat_per_second", 0, "chat_burst", 1000, "bot_per_second", 0, "bot_burst", 1000);

    private final Infrastructure servers;
    private final Endpoints endpoints;
    /** Where the programs are told that database and broker are. */
    private final Endpoints seen;

    private final PlainSql database;
    private final Programs programs;
    private final Running sandbox;
    private final int perSecond;
    private final List<Running> running = new ArrayList<>();
    private int started;

    private DispatchStage(
            Infrastructure servers,
            Endpoints endpoints,
            Endpoints seen,
            Programs programs,
            Running sandbox,
            int perSecond) {
        this.servers = servers;
        this.endpoints = endpoints;
        this.seen = seen;
        this.database = PlainSql.of(endpoints);
        this.programs = programs;
        this.sandbox = sandbox;
        this.perSecond = perSecond;
    }

    /** @param perSecond how many sends a second each profile may make; the networks themselves set no limit */
    static DispatchStage open(int perSecond) {
        return open(perSecond, new EmbeddedServers(Installation.find()), endpoints -> endpoints);
    }

    /** @param ways to the servers, as the programs are to take them */
    static DispatchStage open(int perSecond, Infrastructure servers, UnaryOperator<Endpoints> ways) {
        Path folder = WorkFolder.fresh("campaign");
        Endpoints endpoints = servers.start();
        Programs programs = new Programs(folder);
        Running sandbox = programs.start("sandbox", "sandbox", Map.of(), List.of());
        DispatchStage stage =
                new DispatchStage(servers, endpoints, ways.apply(endpoints), programs, sandbox, perSecond);
        stage.control("/control/telegram/acts/limits", NO_LIMITS);
        return stage;
    }

    /** Tells the sandbox to do something; what it says to that. */
    JsonNode control(String path, Object order) {
        JsonHttp.Answer answer = new JsonHttp(sandbox.url(), null).post(path, order);
        if (!answer.isSuccess()) {
            throw new AssertionError("the sandbox refuses: " + answer);
        }
        return answer.body();
    }

    /** How many calls of the network met each kind of fault. */
    Map<String, Integer> faults(Network network) {
        Map<String, Integer> struck = new TreeMap<>();
        new JsonHttp(sandbox.url(), null)
                .get("/control/faults")
                .body()
                .path("data")
                .forEach(entry -> {
                    if (entry.path("fault").path("platform").asText().equals(network.id)) {
                        struck.merge(
                                entry.path("fault").path("kind").asText(),
                                entry.path("struck").asInt(),
                                Integer::sum);
                    }
                });
        return struck;
    }

    /** Every send that the network performed, in its order. */
    JsonNode ledger(Network network) {
        return new JsonHttp(sandbox.url(), null)
                .get("/control/" + network.id + "/ledger?limit=200000")
                .body()
                .path("data");
    }

    String brokers() {
        return endpoints.bootstrapServers();
    }

    Endpoints endpoints() {
        return endpoints;
    }

    /** Where the sandbox listens. */
    String sandbox() {
        return sandbox.url();
    }

    Running startDispatcher() {
        return start("dispatch-service", Map.of());
    }

    /** A program of Parley, with settings that go before the stage's own. */
    Running start(String module, Map<String, String> more) {
        Map<String, String> settings = settings();
        settings.putAll(more);
        Running program = programs.start(module, module + "-" + ++started, settings, rates());
        running.add(program);
        return program;
    }

    /** In good order: it finishes its calls and leaves the group. How long that took. */
    Duration stop(Running program) {
        long asked = System.nanoTime();
        running.remove(program);
        program.child().stop();
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** With -9, in the middle of whatever it does. */
    void kill(Running program) {
        running.remove(program);
        program.child().kill();
        program.child().awaitEnd();
    }

    /** Asks a dispatcher to connect an account. */
    JsonHttp.Answer tryToConnect(Running dispatcher, Map<String, String> request, String account, String group) {
        return new JsonHttp(dispatcher.url(), null)
                .post(
                        "/internal/connections",
                        Map.of("account_id", account, "profile_group_id", group, "request", request),
                        Map.of("X-Parley-Internal", SECRET));
    }

    /** Connects an account through a dispatcher; the profile's id. */
    String connect(Running dispatcher, Map<String, String> request, String account, String group) {
        JsonHttp.Answer answer = tryToConnect(dispatcher, request, account, group);
        JsonNode profile = answer.body().path("result").path("profile").path("id");
        if (!profile.isTextual()) {
            throw new AssertionError("not connected: " + answer);
        }
        return profile.asText();
    }

    /** Leases, deadlines and waits are short, so that a killed dispatcher's lanes come back soon; rates are lifted. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        SandboxedPlatform.settings(SandboxedPlatform.ALL, sandbox.url())
                .forEach((key, value) -> settings.put(asVariable(key), value));
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", seen.reactiveUrl());
        settings.put("QUARKUS_DATASOURCE_USERNAME", endpoints.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", endpoints.password());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", seen.bootstrapServers());
        settings.put("PARLEY_INTERNAL_SECRET", SECRET);
        settings.put("PARLEY_SECRETS_KEYS", "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put("PARLEY_HTTP_ALLOW_INSECURE", "true");
        settings.put("PARLEY_HOOKS_URL", "https://hooks.example.com");
        settings.put("PARLEY_GRAPH_REGISTER_WEBHOOKS", "false");
        settings.put("PARLEY_GRAPH_SETTLING_TIME", "3s");
        settings.put("PARLEY_DISPATCH_LEASE", "12s");
        settings.put("PARLEY_DISPATCH_CALL_DEADLINE", "4s");
        settings.put("PARLEY_DISPATCH_RETRY_SCHEDULE", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
        return settings;
    }

    /** As properties, because a key that holds a platform's name cannot be told from a variable. */
    private List<String> rates() {
        return Network.ALL.stream()
                .flatMap(network -> Stream.of(
                        "-Dparley.dispatch.rates.per-profile." + network.id + "=" + perSecond,
                        "-Dparley.dispatch.rates.per-chat." + network.id + "=1000"))
                .toList();
    }

    private static String asVariable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    PlainSql database() {
        return database;
    }

    @Override
    public void close() {
        running.forEach(program -> program.child().kill());
        sandbox.child().kill();
        servers.close();
    }
}
