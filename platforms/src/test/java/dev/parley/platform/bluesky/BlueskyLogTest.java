package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.EventPoller.PollOutcome;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log as the service shows it, from files written after captures; see the files for what each entry is. */
class BlueskyLogTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private PlatformServer server;
    private BlueskyAdapter adapter;
    private volatile String page = "{\"logs\":[]}";

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

    private Reply answer(Call call) {
        if (call.path().endsWith("getConvo")) {
            boolean group = call.uri().contains("3kgroup");
            return Reply.json(200, file(group ? "convo-group.json" : "convo-direct.json"));
        }
        return Reply.json(200, page);
    }

    private static String file(String name) {
        try (InputStream in = BlueskyLogTest.class.getResourceAsStream("/bluesky/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private PollOutcome.Page poll(@Nullable String cursor) {
        PollOutcome outcome = adapter.platform
                .poll(BlueskyAdapter.account(), cursor, DEADLINE)
                .await()
                .atMost(DEADLINE);
        return (PollOutcome.Page) outcome;
    }

    @Test
    void aSyntheticLogGivesExactlyWhatHappened() {
        page = file("log.json");

        List<InboundEvent> events = poll("2222222222222").events();

        assertThat(events.stream().map(InboundEvent::key))
                .containsExactly(
                        "message:did:plc:janedoe2222222222222222:3kmessage0001",
                        "echo:did:plc:janedoe2222222222222222:3kmessage0002",
                        "archive:did:plc:janedoe2222222222222222:3krev00000012",
                        "archive:did:plc:janedoe2222222222222222:3krev00000013",
                        "delete:did:plc:janedoe2222222222222222:3kmessage0001");
    }

    @Test
    void aMessageCarriesItsSenderTextReplyAndTime() {
        page = file("log.json");

        InboundEvent.MessageArrived message =
                (InboundEvent.MessageArrived) poll("2222222222222").events().getFirst();

        assertThat(message.body()).isEqualTo("Grüße 🌍 https://parley.dev");
        assertThat(message.replyToExternalId()).isEqualTo("3kmessage0000");
        assertThat(message.at()).isEqualTo("2026-06-01T10:00:00.123Z");
        assertThat(message.participant().username()).isEqualTo("jane.test");
        assertThat(message.participant().name()).isEqualTo("Jane Doe");
        assertThat(message.participant().conversationId()).isEqualTo("3kdirect22222");
    }

    @Test
    void aConversationIsAskedForOnce() {
        page = file("log.json");
        poll("2222222222222");
        poll("2222222222222");

        assertThat(server.calls().stream().filter(call -> call.path().endsWith("getConvo")))
                .hasSize(2);
    }

    @Test
    void theCursorMovesToThePages() {
        page = file("log.json");

        assertThat(poll("2222222222222").cursor()).isEqualTo("3krev00000099");
        assertThat(poll("2222222222222").more()).isTrue();
    }

    @Test
    void aPollUsesTheBudgetOfTheAccountsOwnServer() {
        assertThat(adapter.platform.host(BlueskyAdapter.account()))
                .isEqualTo(server.url().substring("http://".length()));
    }

    @Test
    void aMissingCursorBecomesTheLastRevSeen() {
        page = Json.read(file("log.json")).toString().replace("\"cursor\":\"3krev00000099\",", "");

        assertThat(poll("2222222222222").cursor()).isEqualTo("3krev00000016");
    }

    @Test
    void aMissingCursorOnAnEmptyPageKeepsTheOldOne() {
        PollOutcome.Page nothing = poll("3krev00000001");

        assertThat(nothing.cursor()).isEqualTo("3krev00000001");
        assertThat(nothing.more()).isFalse();
    }

    @Test
    void aCursorThatStallsEndsTheRound() {
        page = file("log.json").replace("3krev00000099", "3krev00000001");

        assertThat(poll("3krev00000001").more()).isFalse();
    }

    @Test
    void aPageWithAConversationThatCannotBeAskedForIsReadLater() {
        page = file("log.json");
        server.answer(call -> call.path().endsWith("getConvo") ? Reply.json(502, "{}") : answer(call));

        PollOutcome outcome = adapter.platform
                .poll(BlueskyAdapter.account(), "2222222222222", DEADLINE)
                .await()
                .atMost(DEADLINE);

        assertThat(outcome).isInstanceOf(PollOutcome.Later.class);
    }

    @Test
    void anExpiredSessionIsRefreshedAndThePollGoesOn() {
        server.answer(call -> {
            if (call.path().endsWith("refreshSession")) {
                return Reply.json(
                        200, "{\"accessJwt\":\"fresh\",\"refreshJwt\":\"fresher\",\"did\":\"x\",\"handle\":\"x\"}");
            }
            return call.headers().get("authorization").equals("Bearer fresh")
                    ? answer(call)
                    : Reply.json(400, "{\"error\":\"ExpiredToken\",\"message\":\"Token has expired\"}");
        });

        assertThat(poll("3krev00000001").events()).isEmpty();
        assertThat(adapter.session.refresh()).isEqualTo("fresher");
    }

    @Test
    void aRevokedAppPasswordEndsTheProfile() {
        server.answer(call -> call.path().endsWith("createSession")
                ? Reply.json(
                        401, "{\"error\":\"AuthenticationRequired\",\"message\":\"Invalid identifier or password\"}")
                : Reply.json(400, "{\"error\":\"ExpiredToken\",\"message\":\"Token has been revoked\"}"));

        PollOutcome outcome = adapter.platform
                .poll(BlueskyAdapter.account(), "3krev00000001", DEADLINE)
                .await()
                .atMost(DEADLINE);

        assertThat(outcome).isInstanceOf(PollOutcome.Disconnected.class);
    }

    @Test
    void anAppPasswordWithoutTheScopeSaysWhatToDo() {
        server.answer(call -> Reply.json(400, "{\"error\":\"InvalidToken\",\"message\":\"Bad token method\"}"));

        PollOutcome.Disconnected outcome = (PollOutcome.Disconnected) adapter.platform
                .poll(BlueskyAdapter.account(), "3krev00000001", DEADLINE)
                .await()
                .atMost(DEADLINE);

        assertThat(outcome.error().message()).contains("Allow access to your direct messages");
    }
}
