package dev.parley.platform.messenger;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static dev.parley.platform.graph.GraphWorld.message;
import static dev.parley.platform.graph.GraphWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.PlatformError;
import dev.parley.platform.Reactor;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SentMessage;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessengerSendTest {
    private static final String MESSAGES = "POST /fb/v25.0/me/messages";
    private static final String SENT = "{\"recipient_id\":\"7309583312459012\",\"message_id\":\"m_1\"}";

    private GraphWorld world;
    private GraphFake graph;
    private MessengerPlatform messenger;
    private Profile profile;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld();
        graph = world.fake;
        messenger = MessengerWorld.platform(world);
        profile = world.messenger();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void aTextGoesOutWithOurIdAndTheTokenInAHeader() {
        graph.on(MESSAGES, 200, SENT);

        SendOutcome outcome = send(text("hello"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SendOutcome.Sent.class,
                        sent -> assertThat(sent.externalId()).isEqualTo("m_1"));
        GraphFake.Call call = graph.calls().getFirst();
        assertThat(call.headers().get("Authorization")).isEqualTo("Bearer page-token");
        assertThat(call.query().get("appsecret_proof")).hasSize(64);
        assertThat(call.json())
                .isEqualTo(Json.read("{\"recipient\":{\"id\":\"7309583312459012\"},\"messaging_type\":\"RESPONSE\","
                        + "\"message\":{\"text\":\"hello\",\"metadata\":\"msg_000000000002d\"}}"));
    }

    @Test
    void aTagIsSentAsTag() {
        graph.on(MESSAGES, 200, SENT);

        send(message("late", null, "HUMAN_AGENT", null, null, null));

        assertThat(graph.calls().getFirst().json().path("messaging_type").asText())
                .isEqualTo("MESSAGE_TAG");
        assertThat(graph.calls().getFirst().json().path("tag").asText()).isEqualTo("HUMAN_AGENT");
    }

    @Test
    void quickRepliesGoBesideTheText() {
        graph.on(MESSAGES, 200, SENT);
        JsonNode replies = Json.read("[{\"content_type\":\"text\",\"title\":\"M\",\"payload\":\"SIZE_M\"}]");

        send(message("Which?", null, null, replies, null, null));

        JsonNode sent = graph.calls().getFirst().json().path("message");
        assertThat(sent.path("text").asText()).isEqualTo("Which?");
        assertThat(sent.path("quick_replies")).isEqualTo(replies);
    }

    @Test
    void buttonsMakeATemplateWithTheTextAsTitle() {
        graph.on(MESSAGES, 200, SENT);
        JsonNode buttons = Json.read("[{\"type\":\"postback\",\"title\":\"Go\",\"payload\":\"GO\"}]");

        send(message("Ready?", null, null, null, buttons, null));

        JsonNode payload = graph.calls()
                .getFirst()
                .json()
                .path("message")
                .path("attachment")
                .path("payload");
        assertThat(payload.path("template_type").asText()).isEqualTo("generic");
        assertThat(payload.path("elements").path(0).path("title").asText()).isEqualTo("Ready?");
        assertThat(payload.path("elements").path(0).path("buttons")).isEqualTo(buttons);
    }

    @Test
    void anAttachmentIsUploadedAndThenSentById() {
        graph.on("POST /fb/v25.0/me/message_attachments", 200, "{\"attachment_id\":\"990\"}")
                .on(MESSAGES, 200, SENT);

        SendOutcome outcome = send(picture());

        assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
        assertThat(graph.calls().getFirst().body())
                .contains("name=\"filedata\"; filename=\"loaf.png\"", "Content-Type: image/png", "PNG!");
        assertThat(graph.calls().get(1).json().path("message").path("attachment"))
                .isEqualTo(Json.read("{\"type\":\"image\",\"payload\":{\"attachment_id\":\"990\"}}"));
    }

    @Test
    void anUploadWithoutAnswerHasSentNothing() {
        graph.dropOn("POST /fb/v25.0/me/message_attachments");

        assertThat(send(picture())).isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(graph.calls(MESSAGES)).isEmpty();
    }

    @Test
    void aPrivateReplyNamesTheCommentAndTeachesTheParticipant() {
        graph.on(MESSAGES, 200, SENT);

        SendOutcome outcome = send(message("Here it is", null, null, null, null, "5511_777"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SendOutcome.Sent.class,
                        sent -> assertThat(sent.participantId()).isEqualTo("7309583312459012"));
        JsonNode call = graph.calls().getFirst().json();
        assertThat(call.path("recipient")).isEqualTo(Json.read("{\"comment_id\":\"5511_777\"}"));
        assertThat(call.has("messaging_type")).isFalse();
    }

    @Test
    void aClosedWindowIsFinal() {
        graph.on(MESSAGES, 400, error(10, 2018278));

        assertThat(send(text("late"))).isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> {
            assertThat(rejected.error().code()).isEqualTo("10");
            assertThat(rejected.error().subcode()).isEqualTo("2018278");
        });
    }

    @Test
    void aLostTokenDisconnects() {
        graph.on(MESSAGES, 400, error(190, 460));

        assertThat(send(text("hello"))).isInstanceOf(SendOutcome.Disconnected.class);
    }

    @Test
    void aRateLimitConcernsTheWholeProfileForAsLongAsMetaSays() {
        graph.on(
                MESSAGES,
                400,
                error(80006, 0),
                Map.of("X-Business-Use-Case-Usage", "{\"1\":[{\"estimated_time_to_regain_access\":3}]}"));

        assertThat(send(text("hello"))).isInstanceOfSatisfying(SendOutcome.RetryLater.class, later -> {
            assertThat(later.scope()).isEqualTo(SendOutcome.Scope.PROFILE);
            assertThat(later.after()).isEqualTo(Duration.ofMinutes(3));
        });
        assertThat(messenger.pause(profile)).isGreaterThan(Duration.ofMinutes(2));
    }

    @Test
    void aServerErrorLeavesTheOutcomeOpen() {
        graph.on(MESSAGES, 500, error(1, 0));

        assertThat(send(text("hello"))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void aConnectionThatBreaksAfterTheRequestLeavesTheOutcomeOpen() {
        graph.dropOn(MESSAGES);

        assertThat(send(text("hello"))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void anErrorWithStatus200IsAnError() {
        graph.on(MESSAGES, 200, error(100, 2018001));

        assertThat(send(text("hello"))).isInstanceOf(SendOutcome.Rejected.class);
    }

    @Test
    void anAnswerWithoutMessageIdLeavesTheOutcomeOpen() {
        graph.on(MESSAGES, 200, "{\"recipient_id\":\"7\"}");

        assertThat(send(text("hello"))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void whereNobodyListensNothingWasSent() throws Exception {
        try (GraphWorld nowhere = new GraphWorld(Map.of("parley.graph.facebook-url", "http://127.0.0.1:1"))) {
            SendOutcome outcome = MessengerWorld.platform(nowhere)
                    .send(nowhere.messenger(), text("hello"))
                    .await()
                    .atMost(SOON);

            assertThat(outcome).isInstanceOf(SendOutcome.RetryLater.class);
        }
    }

    @Test
    void aNamedReactionGoesOutAsItsEmoji() {
        graph.on(MESSAGES, 200, "{\"recipient_id\":\"7\"}");

        Reactor.Chosen chosen = (Reactor.Chosen) messenger.choose("smile", null);
        ActionOutcome outcome =
                messenger.react(profile, sentMessage(), chosen).await().atMost(SOON);

        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        assertThat(graph.calls().getFirst().json())
                .isEqualTo(Json.read("{\"sender_action\":\"react\",\"recipient\":{\"id\":\"7309583312459012\"},"
                        + "\"payload\":{\"message_id\":\"m_1\",\"reaction\":\"\uD83D\uDE06\"}}"));
    }

    @Test
    void aReactionIsChosenAsTheContractSays() {
        assertThat(messenger.choose(null, null)).isEqualTo(new Reactor.Chosen("love", "\u2764"));
        assertThat(messenger.choose("like", "\uD83D\uDE4F")).isEqualTo(new Reactor.Chosen("like", "\uD83D\uDE4F"));
        assertThat(messenger.choose(null, "\uD83D\uDE4F")).isEqualTo(new Reactor.Chosen(null, "\uD83D\uDE4F"));
        assertThat(messenger.choose("meh", null)).isInstanceOf(Reactor.NotPossible.class);
    }

    @Test
    void aParticipantHasANameAndAPicture() {
        graph.on(
                "GET /fb/v25.0/" + GraphWorld.PERSON,
                200,
                "{\"first_name\":\"Jane\",\"last_name\":\"Doe\",\"profile_pic\":\"https://x.fbcdn.net/p.jpg\",\"id\":\"7\"}");

        Optional<ParticipantLookup.Found> found = lookUp();

        assertThat(found).hasValueSatisfying(jane -> {
            assertThat(jane.name()).isEqualTo("Jane Doe");
            assertThat(jane.metadata().path("page_id").asText()).isEqualTo(GraphWorld.PAGE);
        });
    }

    @Test
    void aParticipantMetaProtectsIsNoError() {
        graph.on("GET /fb/v25.0/" + GraphWorld.PERSON, 400, error(100, 2018218));

        assertThat(lookUp()).isEmpty();
    }

    @Test
    void aSecondPrivateReplyIsKnownByItsCode() {
        assertThat(messenger.saysAlreadyReplied(PlatformError.of("(#10900) Activity already replied to", "10900")))
                .isTrue();
        assertThat(messenger.saysAlreadyReplied(PlatformError.of("other", "100")))
                .isFalse();
    }

    private SendOutcome send(OutboundMessage message) {
        return messenger.send(profile, message).await().atMost(SOON);
    }

    private Optional<ParticipantLookup.Found> lookUp() {
        return messenger
                .lookUp(profile, new OutboundMessage.Recipient(GraphWorld.PERSON, null), SOON)
                .await()
                .atMost(SOON);
    }

    private static SentMessage sentMessage() {
        return new SentMessage("m_1", new OutboundMessage.Recipient(GraphWorld.PERSON, null), false, null, null, SOON);
    }

    private static OutboundMessage picture() {
        return message(
                null,
                new OutboundAttachment(
                        "image",
                        "image/png",
                        "loaf.png",
                        4,
                        "https://parley.example/media/1",
                        () -> Multi.createFrom().items(Buffer.buffer("PN"), Buffer.buffer("G!"))),
                null,
                null,
                null,
                null);
    }

    private static String error(int code, int subcode) {
        return "{\"error\":{\"message\":\"Nope\",\"type\":\"OAuthException\",\"code\":" + code + ",\"error_subcode\":"
                + subcode + ",\"fbtrace_id\":\"A\"}}";
    }
}
