package dev.parley.platform.instagram;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static dev.parley.platform.graph.GraphWorld.message;
import static dev.parley.platform.graph.GraphWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Commenter;
import dev.parley.platform.IceBreakerEditor.IceBreaker;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Reactor;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SentMessage;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstagramAccountTest {
    private static final String PROFILE_EDGE = "/ig/v25.0/me/messenger_profile";
    private static final String SUCCESS = "{\"result\":\"success\"}";
    private static final String SENT = "{\"recipient_id\":\"10\",\"message_id\":\"aWdf1\"}";

    private GraphWorld world;
    private GraphFake graph;
    private InstagramPlatform instagram;
    private Profile profile;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld();
        graph = world.fake;
        instagram = InstagramWorld.platform(world);
        profile = world.instagram(GraphHost.INSTAGRAM);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void anAccountOfInstagramLoginSpeaksToItsOwnHost() {
        graph.on("POST /ig/v25.0/me/messages", 200, SENT);

        assertThat(send(profile, text("hi"))).isInstanceOf(SendOutcome.Sent.class);
        assertThat(graph.calls().getFirst().json().has("messaging_type")).isFalse();
        assertThat(graph.calls().getFirst().query().contains("appsecret_proof")).isFalse();
    }

    @Test
    void anAccountOfFacebookLoginSpeaksThroughItsPage() {
        graph.on("POST /fb/v25.0/me/messages", 200, SENT);

        assertThat(send(world.instagram(GraphHost.FACEBOOK), text("hi"))).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void thereAnAttachmentIsUploadedForInstagram() {
        graph.on("POST /fb/v25.0/me/message_attachments", 200, "{\"attachment_id\":\"990\"}")
                .on("POST /fb/v25.0/me/messages", 200, SENT);

        send(world.instagram(GraphHost.FACEBOOK), message(null, picture(), null, null, null, null));

        assertThat(graph.calls().getFirst().body()).contains("name=\"platform\"\r\n\r\ninstagram");
    }

    @Test
    void hereAnAttachmentIsSentByItsAddress() {
        graph.on("POST /ig/v25.0/me/messages", 200, SENT);

        send(profile, message(null, picture(), null, null, null, null));

        assertThat(graph.calls().getFirst().json().path("message").path("attachment"))
                .isEqualTo(Json.read("{\"type\":\"image\",\"payload\":{\"url\":\"https://parley.example/media/1\"}}"));
    }

    @Test
    void aClosedWindowWithStatus403IsFinalAndNoLostToken() {
        graph.on("POST /ig/v25.0/me/messages", 403, error(10, 2534022));

        assertThat(send(profile, text("late"))).isInstanceOf(SendOutcome.Rejected.class);
    }

    @Test
    void loveIsTheOnlyNamedReaction() {
        assertThat(instagram.choose(null, null)).isEqualTo(new Reactor.Chosen("love", "\u2764\uFE0F"));
        assertThat(instagram.choose("love", "\uD83D\uDD25")).isEqualTo(new Reactor.Chosen("love", "\uD83D\uDD25"));
        assertThat(instagram.choose(null, "\uD83D\uDD25")).isEqualTo(new Reactor.Chosen(null, "\uD83D\uDD25"));
        assertThat(instagram.choose("like", null))
                .isEqualTo(new Reactor.NotPossible("Instagram only supports the love reaction"));
    }

    @Test
    void loveGoesOutByNameAndAnEmojiAsItIs() {
        graph.on("POST /ig/v25.0/me/messages", 200, "{\"recipient_id\":\"10\"}");

        react(instagram.choose(null, null));
        react(instagram.choose(null, "\uD83D\uDD25"));

        assertThat(graph.calls())
                .extracting(call -> call.json().path("payload").path("reaction").asText())
                .containsExactly("love", "\uD83D\uDD25");
    }

    @Test
    void iceBreakersAreSetForTheDefaultLocaleAndReadBack() {
        graph.on("POST " + PROFILE_EDGE, 200, SUCCESS)
                .on(
                        "GET " + PROFILE_EDGE,
                        200,
                        "{\"data\":[{\"ice_breakers\":[{\"locale\":\"default\",\"call_to_actions\":["
                                + "{\"question\":\"Where?\",\"payload\":\"p64.YTpifGM\"},"
                                + "{\"question\":\"When?\",\"payload\":\"HOURS\"}]}]}]}");

        ActionOutcome outcome = instagram
                .setIceBreakers(
                        profile, List.of(new IceBreaker("Where?", "a:b|c"), new IceBreaker("When?", "HOURS")), SOON)
                .await()
                .atMost(SOON);

        assertThat(outcome)
                .isEqualTo(new ActionOutcome.Done(Json.read("[{\"question\":\"Where?\",\"payload\":\"a:b|c\"},"
                        + "{\"question\":\"When?\",\"payload\":\"HOURS\"}]")));
        assertThat(graph.calls().getFirst().json())
                .isEqualTo(Json.read("{\"platform\":\"instagram\",\"ice_breakers\":[{\"locale\":\"default\","
                        + "\"call_to_actions\":[{\"question\":\"Where?\",\"payload\":\"p64.YTpifGM\"},"
                        + "{\"question\":\"When?\",\"payload\":\"HOURS\"}]}]}"));
    }

    @Test
    void damagedIceBreakersAreNoticed() {
        graph.on("POST " + PROFILE_EDGE, 200, SUCCESS)
                .on(
                        "GET " + PROFILE_EDGE,
                        200,
                        "{\"data\":[{\"call_to_actions\":[{\"question\":\"Where?\"}],\"locale\":\"default\"}]}");

        ActionOutcome outcome = instagram
                .setIceBreakers(profile, List.of(new IceBreaker("Where?", "HERE")), SOON)
                .await()
                .atMost(SOON);

        assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ice_breakers\":[{\"question\":\"Where?\",\"payload\":\"HERE\"}]}",
                "{\"ice_breakers\":[{\"locale\":\"default\",\"call_to_actions\":[{\"question\":\"Where?\",\"payload\":\"HERE\"}]}]}",
                "{\"data\":[{\"ice_breakers\":[{\"question\":\"Where?\",\"payload\":\"HERE\"}]}]}",
                "{\"data\":[{\"call_to_actions\":[{\"question\":\"Where?\",\"payload\":\"HERE\"}],\"locale\":\"default\"}]}"
            })
    void iceBreakersAreReadInEveryShape(String answer) {
        graph.on("GET " + PROFILE_EDGE, 200, answer);

        assertThat(instagram.iceBreakers(profile, SOON).await().atMost(SOON))
                .isEqualTo(new ActionOutcome.Done(Json.read("[{\"question\":\"Where?\",\"payload\":\"HERE\"}]")));
    }

    @Test
    void noIceBreakersAreAnEmptyList() {
        graph.on("GET " + PROFILE_EDGE, 200, "{\"data\":[]}");

        assertThat(instagram.iceBreakers(profile, SOON).await().atMost(SOON))
                .isEqualTo(new ActionOutcome.Done(Json.array()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN_1.a-b", "order:status|now", "p64.looks-like-ours", "Größe ✓", " "})
    void everyPayloadSurvivesTheWay(String payload) {
        String token = IceBreakerPayloads.token(payload);

        assertThat(token).matches("[A-Za-z0-9_.-]+");
        assertThat(IceBreakerPayloads.original(token)).isEqualTo(payload);
    }

    @Test
    void aMessageIsAskedForByItsWholeId() {
        graph.on("GET /ig/v25.0/aWd%3D%3D", 200, "{\"message\":\"two loaves\",\"id\":\"aWd==\"}");

        assertThat(instagram.textOf(profile, "aWd==", SOON).await().atMost(SOON))
                .contains("two loaves");
        assertThat(instagram.textOf(profile, "../me", SOON).await().atMost(SOON))
                .isEmpty();
    }

    @Test
    void aParticipantBringsRoutingSignals() {
        graph.on(
                "GET /ig/v25.0/10",
                200,
                "{\"name\":null,\"username\":\"jane_doe\",\"follower_count\":482,\"is_user_follow_business\":true,"
                        + "\"is_business_follow_user\":false,\"is_verified_user\":false,\"id\":\"10\"}");

        Optional<ParticipantLookup.Found> found = instagram
                .lookUp(profile, new OutboundMessage.Recipient("10", null), SOON)
                .await()
                .atMost(SOON);

        assertThat(found).hasValueSatisfying(jane -> {
            assertThat(jane.username()).isEqualTo("jane_doe");
            assertThat(jane.name()).isNull();
            assertThat(jane.metadata())
                    .isEqualTo(Json.read("{\"is_verified_user\":false,\"is_user_follow_business\":true,"
                            + "\"is_business_follow_user\":false,\"follower_count\":482}"));
        });
    }

    @Test
    void missingConsentIsNoError() {
        graph.on("GET /ig/v25.0/10", 400, error(230, 0));

        assertThat(instagram
                        .lookUp(profile, new OutboundMessage.Recipient("10", null), SOON)
                        .await()
                        .atMost(SOON))
                .isEmpty();
    }

    @Test
    void aCommentIsHidden() {
        graph.on("POST /ig/v25.0/17999", 200, "{\"success\":true}");

        instagram
                .act(profile, "17999", Commenter.Action.HIDE, null, SOON)
                .await()
                .atMost(SOON);

        assertThat(graph.calls().getFirst().json()).isEqualTo(Json.read("{\"hide\":true}"));
        assertThat(instagram.commentActions()).doesNotContain(Commenter.Action.LIKE);
    }

    private SendOutcome send(Profile from, OutboundMessage message) {
        return instagram.send(from, message).await().atMost(SOON);
    }

    private void react(Reactor.Choice choice) {
        SentMessage message =
                new SentMessage("aWdf1", new OutboundMessage.Recipient("10", null), false, null, null, SOON);
        instagram.react(profile, message, (Reactor.Chosen) choice).await().atMost(SOON);
    }

    private static OutboundAttachment picture() {
        return new OutboundAttachment(
                "image",
                "image/png",
                "loaf.png",
                4,
                "https://parley.example/media/1",
                () -> Multi.createFrom().item(Buffer.buffer("PNG!")));
    }

    private static String error(int code, int subcode) {
        return "{\"error\":{\"message\":\"Nope\",\"type\":\"IGApiException\",\"code\":" + code + ",\"error_subcode\":"
                + subcode + "}}";
    }
}
