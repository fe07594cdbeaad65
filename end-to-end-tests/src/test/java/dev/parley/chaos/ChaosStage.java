package dev.parley.chaos;

import static dev.parley.testing.Waiting.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.testing.LaunchedSystem;
import dev.parley.testing.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** A whole system of its own, with two processes of dispatch and fan-out, people on all platforms and two subscribers. */
final class ChaosStage implements AutoCloseable {
    private static final List<String> LAUNCHED = List.of(
            "api-gateway",
            "dispatch-service",
            "ingest-service",
            "bluesky-poller",
            "webhook-fanout",
            "sandbox",
            "kafka",
            "postgres");
    private static final List<String> TWICE = List.of("dispatch-service", "webhook-fanout");
    private static final int NEW_DIGITS = 8;
    private static final Duration HEARD = Duration.ofMinutes(2);

    /** Leases and waits are short, so that a campaign sees many of them run out. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_JVM_OPTIONS", "-XX:-AutoCreateSharedArchive",
            "PARLEY_DISPATCH_LEASE", "12s",
            "PARLEY_DISPATCH_CALL_DEADLINE", "4s",
            "PARLEY_GRAPH_SETTLING_TIME", "3s",
            "PARLEY_DISPATCH_RETRY_SCHEDULE", "1s,1s,2s,2s,5s,5s,5s,10s,10s,10s,30s,30s,60s",
            "PARLEY_FANOUT_SCHEDULE", "0s,1s,1s,2s,2s,5s,5s,10s,10s,10s,30s,30s,60s",
            "PARLEY_POLLER_INTERVAL", "1s",
            "PARLEY_POLLER_BUSY_INTERVAL", "1s");

    private final LaunchedSystem system;
    private final List<Replica> replicas;
    private final JsonHttp api;
    private final JsonHttp sandbox;
    private final Listener plain;
    private final Listener ordered;

    private ChaosStage(LaunchedSystem system, List<Replica> replicas) {
        this.system = system;
        this.replicas = replicas;
        this.api = new JsonHttp(
                system.state().apiUrl(), Objects.requireNonNull(system.state().apiKey()));
        this.sandbox = new JsonHttp(Objects.requireNonNull(system.state().sandboxUrl()), null);
        this.plain = Listener.register(api, false);
        this.ordered = Listener.register(api, true);
    }

    static ChaosStage open() {
        Path folder = WorkFolder.fresh("chaos");
        LaunchedSystem system = LaunchedSystem.start(WorkFolder.path("chaos-system"), SETTINGS);
        List<Replica> replicas = TWICE.stream()
                .map(module -> Replica.of(module, system.process(module).pid(), folder))
                .toList();
        await().atMost(HEARD).until(() -> replicas.stream().allMatch(Replica::isReady));
        return new ChaosStage(system, replicas);
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>(replicas);
        LAUNCHED.forEach(name -> targets.add(new Launched(system, name)));
        return targets;
    }

    Listener plain() {
        return plain;
    }

    Listener ordered() {
        return ordered;
    }

    /** This many people on each platform, who have said hello and were heard. */
    List<Talk> talks(int perPlatform, long seed) {
        Random dice = new Random(seed);
        List<Talk> talks = new ArrayList<>();
        for (DemoAccount account : DemoNetwork.accounts(sandbox)) {
            for (int i = 0; i < perPlatform; i++) {
                talks.add(new Talk(account, somebody(account.participant(), dice), sandbox, api));
            }
        }
        for (Talk talk : talks) {
            String greeting = talk.greet();
            await().atMost(HEARD).until(() -> !chatOf(greeting).isEmpty());
            talk.isHeldIn(chatOf(greeting));
        }
        return talks;
    }

    private String chatOf(String text) {
        return plain.heard().stream()
                .filter(event -> event.at("/data/object/body").asText().equals(text))
                .map(event -> event.at("/data/object/chat_id"))
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    /** Keeps to the platform's form of ids and names. */
    private static DemoAccount.Participant somebody(DemoAccount.Participant known, Random dice) {
        String number = dice.ints(NEW_DIGITS, 2, 8).mapToObj(Integer::toString).collect(Collectors.joining());
        String id = known.id().substring(0, known.id().length() - NEW_DIGITS) + number;
        int dot = known.username().indexOf('.');
        String form = dot < 0 ? "" : known.username().substring(dot);
        return new DemoAccount.Participant(id, "Person", "person" + number.toLowerCase(Locale.ROOT) + form);
    }

    @Override
    public void close() {
        plain.close();
        ordered.close();
        replicas.forEach(Replica::close);
        system.close();
    }
}
