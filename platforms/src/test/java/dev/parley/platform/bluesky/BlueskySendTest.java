package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.contract.Messages;
import dev.parley.platform.contract.PlatformServer;
import dev.parley.platform.contract.PlatformServer.Call;
import dev.parley.platform.contract.PlatformServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to the account's server for a send and a muting, and what its answers mean. */
class BlueskySendTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String JANE = "did:plc:janedoe2222222222222222";
    private static final String KNOWN = "3kknown222222";
    private static final String FOUND = "3kfound222222";
    private static final String SENT =
            "{\"id\":\"3kmessage1\",\"rev\":\"3k\",\"text\":\"Hi\",\"sentAt\":\"2026-06-01T10:00:00.000Z\"}";

    /** By the method's last word; the last answer given for it stands. */
    private final Map<String, Reply> answers = new ConcurrentHashMap<>(Map.of(
            "sendMessage",
            Reply.json(200, SENT),
            "getConvoForMembers",
            Reply.json(200, convo("accepted")),
            "acceptConvo",
            Reply.json(200, "{}"),
            "resolveHandle",
            Reply.json(200, "{\"did\":\"did:plc:shopkeeper22222222222222\"}")));

    private final PlatformServer server = new PlatformServer(this::answer);
    private final BlueskyAdapter adapter = new BlueskyAdapter(server.url());

    private Reply answer(Call call) {
        boolean gone = call.body().contains(KNOWN) && answers.containsKey("gone");
        return answers.getOrDefault(gone ? "gone" : method(call), Reply.json(200, "{}"));
    }

    private static String method(Call call) {
        return call.path().substring(call.path().lastIndexOf('.') + 1);
    }

    private static String convo(String status) {
        return "{\"convo\":{\"id\":\"" + FOUND + "\",\"rev\":\"3k\",\"members\":[],\"muted\":false,\"unreadCount\":0,"
                + "\"status\":\"" + status + "\"}}";
    }

    private static Reply refusal(int status, String name, String message) {
        return Reply.json(
                status, Json.object().put("error", name).put("message", message).toString());
    }

    private List<String> methods() {
        return server.calls().stream().map(BlueskySendTest::method).toList();
    }

    private JsonNode lastInput() {
        return Json.read(server.calls().getLast().body());
    }

    private SendOutcome send(String text, @Nullable String conversation) {
        return adapter.platform
                .send(BlueskyAdapter.account(), message(text, conversation))
                .await()
                .atMost(SOON);
    }

    private static OutboundMessage message(String text, @Nullable String conversation) {
        return Messages.text(new OutboundMessage.Recipient(JANE, conversation), text, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        adapter.close();
        server.close();
    }

    @Test
    void aTextIsOneCallThatTheAccountsServerForwards() {
        SendOutcome outcome = send("Hi", KNOWN);

        assertThat(outcome)
                .isEqualTo(new SendOutcome.Sent("3kmessage1", Instant.parse("2026-06-01T10:00:00Z"), KNOWN, null));
        assertThat(methods()).containsExactly("sendMessage");
        assertThat(lastInput()).isEqualTo(Json.read("{\"convoId\":\"" + KNOWN + "\",\"message\":{\"text\":\"Hi\"}}"));
        assertThat(server.calls().getLast().headers())
                .containsEntry("atproto-proxy", "did:web:api.bsky.chat#bsky_chat")
                .containsEntry("authorization", "Bearer " + BlueskyAdapter.ACCESS);
    }

    @Test
    void aConversationThatIsNotKnownYetIsFoundByItsMembers() {
        SendOutcome.Sent sent = (SendOutcome.Sent) send("Hi", null);

        assertThat(methods()).containsExactly("getConvoForMembers", "sendMessage");
        assertThat(server.calls().getFirst().uri())
                .contains("members=" + BlueskyAdapter.DID.replace(":", "%3A"))
                .contains("members=" + JANE.replace(":", "%3A"));
        assertThat(sent.conversationId()).isEqualTo(FOUND);
    }

    @Test
    void aRequestIsAcceptedOnTheWay() {
        answers.put("getConvoForMembers", Reply.json(200, convo("request")));

        send("Hi", null);

        assertThat(methods()).containsExactly("getConvoForMembers", "acceptConvo", "sendMessage");
    }

    @ParameterizedTest
    @CsvSource({"InvalidConvo,Convo not found", "InvalidRequest,Convo not found"})
    void aConversationThatIsGoneIsResolvedOnceMore(String name, String text) {
        answers.put("gone", refusal(400, name, text));

        SendOutcome.Sent sent = (SendOutcome.Sent) send("Hi", KNOWN);

        assertThat(methods()).containsExactly("sendMessage", "getConvoForMembers", "sendMessage");
        assertThat(sent.conversationId()).isEqualTo(FOUND);
    }

    @Test
    void aConversationThatIsGoneAgainIsNotResolvedForEver() {
        answers.put("sendMessage", refusal(400, "InvalidConvo", "Convo not found"));

        assertThat(send("Hi", KNOWN)).isInstanceOf(SendOutcome.Rejected.class);
        assertThat(methods()).containsExactly("sendMessage", "getConvoForMembers", "sendMessage");
    }

    @Test
    void linksAndMentionsGoOutAsFacetsOverBytes() {
        send("Grüße von @shop.test: https://parley.dev", KNOWN);

        assertThat(methods()).containsExactly("resolveHandle", "sendMessage");
        JsonNode facets = lastInput().path("message").path("facets");
        assertThat(facets.findValuesAsText("uri")).containsExactly("https://parley.dev");
        assertThat(facets.findValuesAsText("did")).containsExactly("did:plc:shopkeeper22222222222222");
        assertThat(facets.findValuesAsText("byteStart")).containsExactlyInAnyOrder("12", "24");
    }

    /** By the names that the lexicon has today, and by the texts that stood for them before. */
    @ParameterizedTest
    @CsvSource({
        "MessagesDisabled,recipient has disabled incoming messages",
        "NotFollowedBySender,recipient requires incoming messages to come from someone they follow",
        "BlockedActor,block between recipient and sender",
        "AccountSuspended,Account is disabled",
        "RecipientNotFound,recipient does not exist",
        "ConvoLocked,Convo is locked",
        "InvalidRequest,recipient has disabled incoming messages",
        "InvalidRequest,recipient requires incoming messages to come from someone they follow",
        "InvalidRequest,block between recipient and sender",
        "InvalidRequest,Account is disabled",
        "InvalidRequest,recipient does not exist",
        "InvalidRequest,Message text exceeds maximum of 1000 graphemes"
    })
    void aRefusalIsFinalAndKeepsItsWords(String name, String text) {
        answers.put("sendMessage", refusal(400, name, text));
        assertThat(((SendOutcome.Rejected) send("Hi", KNOWN)).error().message()).isEqualTo(text);

        answers.put("getConvoForMembers", refusal(400, name, text));
        assertThat(((SendOutcome.Rejected) send("Hi", null)).error().message()).isEqualTo(text);
    }

    @Test
    void aThrottleThatSaysNothingHoldsTheWholeAccountForLong() {
        answers.put("sendMessage", refusal(429, "RateLimitExceeded", "Too Many Requests"));

        SendOutcome.RetryLater later = (SendOutcome.RetryLater) send("Hi", KNOWN);

        assertThat(later.scope()).isEqualTo(SendOutcome.Scope.PROFILE);
        assertThat(later.after()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({"true,muteConvo", "false,unmuteConvo"})
    void archivingIsMuting(boolean archived, String method) {
        ActionOutcome outcome = adapter.platform
                .archive(BlueskyAdapter.account(), new OutboundMessage.Recipient(JANE, KNOWN), archived, SOON)
                .await()
                .atMost(SOON);

        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        assertThat(methods()).containsExactly(method);
        assertThat(lastInput()).isEqualTo(Json.read("{\"convoId\":\"" + KNOWN + "\"}"));
    }
}
