package dev.parley.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.process.StartFailure;
import dev.parley.testing.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sandbox is killed; what it has answered is still so afterwards, at another address, on every network. */
class KilledSandboxTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ROUNDS = 60;

    private final Path folder = WorkFolder.fresh("killed-sandbox");
    private final Programs programs = new Programs(folder);
    private final Hooks hooks = new Hooks();
    private Programs.Running sandbox = started();
    private final List<SandboxedNetwork> networks = SandboxedNetwork.all(() -> sandbox.url());

    @AfterEach
    void stop() {
        sandbox.child().kill();
        sandbox.child().awaitEnd();
        hooks.close();
    }

    @Test
    void whatWasAnsweredInMidTrafficIsKeptAndWhatIsOwedIsDelivered() throws Exception {
        networks.forEach(network -> network.connect(hooks.url()));
        hooks.refuse(true);
        List<Traffic> all = networks.stream().map(Traffic::new).toList();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            all.forEach(traffic -> running.add(people.submit(traffic::untilUnanswered)));
            await().atMost(LIMIT).until(() -> all.stream().allMatch(traffic -> traffic.sent.size() >= ROUNDS));
            killed();
            for (Future<?> each : running) {
                each.get();
            }
        }
        hooks.refuse(false);

        sandbox = started();

        all.forEach(Traffic::isKept);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(hooks.texts())
                        .containsAll(all.stream()
                                .filter(traffic -> !traffic.network.platform.equals("bluesky"))
                                .flatMap(traffic -> traffic.said.values().stream())
                                .toList()));
    }

    @Test
    void theWorldLooksTheSame() {
        networks.forEach(network -> network.connect(hooks.url()));
        everythingHappens();
        Map<String, List<JsonNode>> before = world();

        killed();
        sandbox = started();

        assertThat(world()).isEqualTo(before);
    }

    @Test
    void theWorldIsTheSameInItsThirdLife() {
        networks.forEach(network -> network.connect(hooks.url()));
        everythingHappens();
        killed();
        sandbox = started();
        everythingHappens();
        Map<String, List<JsonNode>> before = world();

        killed();
        sandbox = started();

        assertThat(world()).isEqualTo(before);
    }

    @Test
    void whatHasArrivedIsNotDeliveredAgain() {
        List<SandboxedNetwork> delivering = networks.stream()
                .filter(network -> !network.platform.equals("bluesky"))
                .toList();
        delivering.forEach(network -> network.connect(hooks.url()));
        arrives(delivering, "first");
        // One after the other: the second leaves when it is known that the first has arrived.
        arrives(delivering, "second");

        killed();
        sandbox = started();

        arrives(delivering, "third");
        delivering.forEach(network ->
                assertThat(hooks.texts()).as(network.platform).containsOnlyOnce("first on " + network.platform));
    }

    private void arrives(List<SandboxedNetwork> delivering, String what) {
        delivering.forEach(network -> {
            String text = what + " on " + network.platform;
            network.say(text);
            await().atMost(LIMIT).until(() -> hooks.texts().contains(text));
        });
    }

    /** One act of each kind that leaves something behind. */
    private void everythingHappens() {
        for (SandboxedNetwork network : networks) {
            network.say("Hi from " + network.platform);
            network.send("Hello");
        }
        SandboxedNetwork telegram = networks.getFirst();
        telegram.act("send", Map.of("upload", Map.of("as", "photo", "size", 20_000)));
        telegram.act("set-avatar", Map.of());
        telegram.act("edit", Map.of("external_id", telegram.say("typo"), "message", Map.of("text", "type")));
        for (SandboxedNetwork graph : networks.subList(1, 3)) {
            graph.act("react", Map.of("emoji", "x"));
            graph.act("human-reply", Map.of("text", "by hand"));
            graph.act("comment", Map.of("text", "nice"));
            graph.act("send", Map.of("message", Map.of("attachments", List.of(Map.of("type", "image")))));
            graph.act("edit", Map.of("external_id", graph.say("typo"), "text", "type"));
            graph.act("unsend", Map.of("external_id", graph.say("oops")));
        }
        SandboxedNetwork bluesky = networks.getLast();
        bluesky.act("own-message", Map.of("text", "from the app"));
        bluesky.act("read", Map.of());
        bluesky.act("group-message", Map.of("text", "all of you"));
        bluesky.act("delete", Map.of("external_id", bluesky.say("oops")));
        bluesky.act("mute", Map.of());
    }

    private Map<String, List<JsonNode>> world() {
        await().atMost(LIMIT)
                .until(() -> networks.getFirst()
                                .shown()
                                .getLast()
                                .path("pending_update_count")
                                .asInt()
                        == 0);
        Map<String, List<JsonNode>> world = new LinkedHashMap<>();
        for (SandboxedNetwork network : networks) {
            List<JsonNode> shown = new ArrayList<>(network.shown());
            shown.addAll(List.of(network.ledger(), network.actions(), network.inbox()));
            world.put(network.platform, shown.stream().map(this::withoutAddress).toList());
        }
        return world;
    }

    /** Files have the address that the sandbox has now. */
    private JsonNode withoutAddress(JsonNode shown) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(
                shown.toString().replace(sandbox.url(), "http://sandbox"));
    }

    private void killed() {
        sandbox.child().kill();
        sandbox.child().awaitEnd();
    }

    private Programs.Running started() {
        return programs.start(
                "sandbox",
                "sandbox",
                Map.of("PARLEY_SANDBOX_FOLDER", folder.resolve("world").toString()),
                List.of());
    }

    /** A conversation, and what of it was answered: ids and texts. */
    private static final class Traffic {
        private final SandboxedNetwork network;
        private final Map<String, String> said = new LinkedHashMap<>();
        private final Map<String, String> sent = new ConcurrentHashMap<>();

        Traffic(SandboxedNetwork network) {
            this.network = network;
            say("opening");
        }

        void untilUnanswered() {
            try {
                for (int round = 0; ; round++) {
                    say("in " + round);
                    String text = "out " + round;
                    sent.put(network.send(text), text);
                }
            } catch (StartFailure unanswered) {
                // It has been killed.
            }
        }

        private void say(String text) {
            String unique = text + " on " + network.platform;
            said.put(network.say(unique), unique);
        }

        void isKept() {
            Map<String, String> ledger = new LinkedHashMap<>();
            for (JsonNode entry : network.ledger().path("data")) {
                String before = ledger.put(
                        entry.path("external_id").asText(), entry.path("text").asText());
                assertThat(before).as("ids of " + network.platform).isNull();
            }
            assertThat(ledger).as(network.platform).containsAllEntriesOf(sent);
            assertThat(said)
                    .allSatisfy((id, text) -> assertThat(network.knows(id, text))
                            .as(network.platform + " knows " + text)
                            .isTrue());
            assertThat(network.rank(network.send("and on")))
                    .as("ids go on rising on " + network.platform)
                    .isGreaterThan(ledger.keySet().stream()
                            .map(network::rank)
                            .max(String::compareTo)
                            .orElseThrow());
        }
    }
}
