package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.DemoNetwork;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import dev.parley.testing.LaunchedSystem;
import dev.parley.testing.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code down}, then {@code up} on other ports: conversations go on where they were, on every platform. */
class DownAndUpTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> WITH_REACTIONS = List.of("facebook", "instagram");
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_JVM_OPTIONS", "-XX:-AutoCreateSharedArchive",
            "PARLEY_POLLER_INTERVAL", "1s",
            "PARLEY_POLLER_BUSY_INTERVAL", "1s");

    private final Path home = WorkFolder.path("down-and-up");

    @Test
    void anOldChatTakesRepliesAndReactionsAndTheSamePersonIsHeard() {
        Map<String, JsonNode> messages = new HashMap<>();
        try (LaunchedSystem system = LaunchedSystem.start(home, SETTINGS)) {
            for (DemoAccount account : accounts(system)) {
                String id = platform(system, account).say(account.participant(), "Before");
                messages.put(account.platform(), shown(system, id));
            }
        }
        try (LaunchedSystem system = LaunchedSystem.startAgain(home, SETTINGS)) {
            for (DemoAccount account : accounts(system)) {
                JsonNode old = messages.get(account.platform());
                reply(system, account, old);
                if (WITH_REACTIONS.contains(account.platform())) {
                    react(system, old);
                }
                String id = platform(system, account).say(account.participant(), "After");
                assertThat(shown(system, id).path("chat_id"))
                        .as(account.platform())
                        .isEqualTo(old.path("chat_id"));
            }
        }
    }

    private static void reply(LaunchedSystem system, DemoAccount account, JsonNode old) {
        String text = "Still here on " + account.platform();
        Answer accepted =
                api(system).post("/api/chats/" + old.path("chat_id").asText() + "/messages", Map.of("body", text));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        String id = accepted.body().path("id").asText();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(api(system)
                                .get("/api/messages/" + id)
                                .body()
                                .path("status")
                                .asText())
                        .isEqualTo("published"));
        assertThat(platform(system, account).inbox(account.participant())).contains(text);
    }

    private static void react(LaunchedSystem system, JsonNode old) {
        Answer reacted = api(system)
                .post(
                        "/api/messages/" + old.path("id").asText() + "/react",
                        Map.of("reaction", "love", "emoji", "\u2764"));
        assertThat(reacted.isSuccess()).as(reacted.toString()).isTrue();
    }

    /** The message as the API shows it, once it does. */
    private static JsonNode shown(LaunchedSystem system, String externalId) {
        return await().atMost(LIMIT).until(() -> find(system, externalId), Objects::nonNull);
    }

    private static @Nullable JsonNode find(LaunchedSystem system, String externalId) {
        for (JsonNode profile : listed(system, "/api/profiles")) {
            String id = profile.path("id").asText();
            for (JsonNode chat : listed(system, "/api/profiles/" + id + "/chats")) {
                for (JsonNode message :
                        listed(system, "/api/chats/" + chat.path("id").asText() + "/messages")) {
                    if (message.path("external_id").asText().equals(externalId)) {
                        return message;
                    }
                }
            }
        }
        return null;
    }

    private static JsonNode listed(LaunchedSystem system, String path) {
        return api(system).get(path).body().path("data");
    }

    private static List<DemoAccount> accounts(LaunchedSystem system) {
        return DemoNetwork.accounts(sandbox(system));
    }

    private static DemoNetwork platform(LaunchedSystem system, DemoAccount account) {
        return new DemoNetwork(sandbox(system), account);
    }

    private static JsonHttp sandbox(LaunchedSystem system) {
        return new JsonHttp(Objects.requireNonNull(system.state().sandboxUrl()), null);
    }

    private static JsonHttp api(LaunchedSystem system) {
        return new JsonHttp(system.state().apiUrl(), system.state().apiKey());
    }
}
