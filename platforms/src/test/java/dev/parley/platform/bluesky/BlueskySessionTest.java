package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.EventPoller.PollOutcome;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session whose tokens the server does not take any more, and of a conversation that is gone. */
class BlueskySessionTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Reply UNVERIFIABLE =
            Reply.json(400, "{\"error\":\"InvalidToken\",\"message\":\"Token could not be verified\"}");
    private static final String LOG = """
            {"cursor":"3k2","logs":[{"$type":"chat.bsky.convo.defs#logCreateMessage","rev":"3k2","convoId":"3kdirect",
             "message":{"id":"3km%s","rev":"3k2","text":"Hi","sentAt":"%s","sender":{"did":"did:plc:jane"}}}]}""";
    private static final String CONVO = """
            {"convo":{"id":"3kdirect","rev":"3k1","members":[{"did":"did:plc:jane","handle":"jane.test"},{"did":"%s"}]}}""".formatted(BlueskyAdapter.DID);

    /** By the method's last word; the answer to a call with a token that is good. */
    private final Map<String, Reply> answers = new ConcurrentHashMap<>(
            Map.of("getLog", Reply.json(200, "{\"logs\":[]}"), "getConvo", Reply.json(200, CONVO)));

    private volatile String good = "none";
    private final PlatformServer server = new PlatformServer(this::answer);
    private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());

    private Reply answer(Call call) {
        String method = call.path().substring(call.path().lastIndexOf('.') + 1);
        boolean session = method.endsWith("Session");
        boolean taken = session || ("Bearer " + good).equals(call.headers().get("authorization"));
        return taken ? answers.getOrDefault(method, UNVERIFIABLE) : UNVERIFIABLE;
    }

    private static Reply tokens(String access) {
        return Reply.json(
                200,
                Json.object()
                        .put("accessJwt", access)
                        .put("refreshJwt", "refresh-of-" + access)
                        .put("did", BlueskyAdapter.DID)
                        .put("handle", "shop.test")
                        .toString());
    }

    @AfterEach
    void close() {
        adapter.close();
        server.close();
    }

    @Test
    void aTokenThatCannotBeVerifiedIsRefreshed() {
        good = "fresh";
        answers.put("refreshSession", tokens("fresh"));

        assertThat(poll()).isInstanceOf(PollOutcome.Page.class);
        assertThat(adapter.session.access()).isEqualTo("fresh");
    }

    @Test
    void whereTheRefreshTokenCannotBeVerifiedEitherTheAppPasswordLogsIn() {
        good = "fresh";
        answers.put("createSession", tokens("fresh"));

        assertThat(poll()).isInstanceOf(PollOutcome.Page.class);
    }

    @Test
    void whereWhatWasRefreshedIsRefusedTooTheAppPasswordLogsIn() {
        good = "new";
        answers.put("refreshSession", tokens("fresh"));
        answers.put("createSession", tokens("new"));

        assertThat(poll()).isInstanceOf(PollOutcome.Page.class);
    }

    @Test
    void whereNothingIsTakenTheProfileMustBeConnectedAnew() {
        answers.put("refreshSession", tokens("fresh"));
        answers.put("createSession", tokens("new"));

        assertThat(poll()).isInstanceOf(PollOutcome.Disconnected.class);
    }

    @Test
    void aConversationThatWasGoneForAMomentIsReadLater() {
        good = BlueskyAdapter.ACCESS;
        answers.put("getLog", log("1", "2026-06-01T10:00:00Z"));
        answers.put("getConvo", Reply.json(400, "{\"error\":\"InvalidConvo\",\"message\":\"Convo not found\"}"));
        assertThat(events()).isEmpty();

        answers.put("getConvo", Reply.json(200, CONVO));
        assertThat(events()).hasSize(1);
    }

    @Test
    void aTimeThatCannotBeTrueIsTheTimeOfReceipt() {
        good = BlueskyAdapter.ACCESS;
        for (String absurd :
                List.of("9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "+300000-01-01T00:00:00Z", "soon")) {
            answers.put("getLog", log("1", absurd));

            assertThat(events().getFirst().at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
    }

    private static Reply log(String message, String sentAt) {
        return Reply.json(200, LOG.formatted(message, sentAt));
    }

    private List<InboundEvent> events() {
        return ((PollOutcome.Page) poll()).events();
    }

    private PollOutcome poll() {
        return adapter.platform
                .poll(BlueskyAdapter.account(), "3k1", DEADLINE)
                .await()
                .atMost(DEADLINE);
    }
}
