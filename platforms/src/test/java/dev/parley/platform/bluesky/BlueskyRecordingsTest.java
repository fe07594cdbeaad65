package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.EventPoller.PollOutcome;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages of the log in {@code bluesky/log-pages}, each with the events that come of it beside it in {@code NAME.expected.json}.
 * A file's {@code convo} is what the service says about its conversation; without one it is a direct one with Jane.
 */
class BlueskyRecordingsTest {
    private static final Path FOLDER = Path.of("src/test/resources/bluesky/log-pages");
    private static final String EXPECTED = ".expected.json";
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final ObjectMapper COMPACT =
            Json.MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private PlatformServer server;
    private BlueskyAdapter adapter;
    private volatile JsonNode recording = Json.object();

    static Stream<String> recordings() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @BeforeEach
    void open() {
        server = new PlatformServer(this::answer);
        adapter = new BlueskyAdapter(server.url());
    }

    @AfterEach
    void close() {
        adapter.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aPageBecomesWhatStandsBesideIt(String name) {
        recording = read(name + ".json");

        assertThat(events()).isEqualTo(read(name + EXPECTED));
    }

    private JsonNode events() {
        PollOutcome outcome = adapter.platform
                .poll(BlueskyAdapter.account(), "2222222222222", DEADLINE)
                .await()
                .atMost(DEADLINE);
        ArrayNode events = Json.array();
        for (InboundEvent event : ((PollOutcome.Page) outcome).events()) {
            ObjectNode shown =
                    Json.object().put("event", event.getClass().getSimpleName()).put("key", event.key());
            shown.setAll((ObjectNode) COMPACT.<JsonNode>valueToTree(event));
            events.add(shown);
        }
        return Json.read(events.toString());
    }

    private Reply answer(Call call) {
        if (!call.path().endsWith("getConvo")) {
            return Reply.json(200, recording.toString());
        }
        JsonNode convo = recording.has("convo") ? Json.object().set("convo", recording.get("convo")) : direct();
        return Reply.json(200, convo.toString());
    }

    private static JsonNode direct() {
        return readAt(FOLDER.resolveSibling("convo-direct.json"));
    }

    private static JsonNode read(String file) {
        return readAt(FOLDER.resolve(file));
    }

    private static JsonNode readAt(Path file) {
        try {
            return Json.read(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
