package dev.parley.platform.messenger;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageConnectionTest {
    private static final String ME = "GET /fb/v25.0/me";
    private static final String ACCOUNTS = "GET /fb/v25.0/me/accounts";
    private static final String SUBSCRIBE = "POST /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps";
    private static final String UNSUBSCRIBE = "DELETE /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps";
    private static final String SUCCESS = "{\"success\":true}";
    private static final String PAGE_NODE = "{\"id\":\"" + GraphWorld.PAGE
            + "\",\"name\":\"Corner Bakery\",\"category\":\"Bakery\",\"access_token\":\"t1\"}";
    private static final String NO_FIELD =
            "{\"error\":{\"message\":\"(#100) Tried accessing nonexisting field\",\"code\":100}}";

    private GraphWorld world;
    private GraphFake graph;
    private MessengerPlatform messenger;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld();
        graph = world.fake;
        messenger = MessengerWorld.platform(world);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void aPagesOwnTokenConnectsAndSubscribesThePage() {
        graph.on(ME, 200, PAGE_NODE).on(SUBSCRIBE, 200, SUCCESS);

        ConnectionFlow.Connection connection = connect("{\"access_token\":\"page-token\"}");

        assertThat(connection).isInstanceOfSatisfying(ConnectionFlow.Connected.class, connected -> {
            assertThat(connected.externalId()).isEqualTo(GraphWorld.PAGE);
            assertThat(connected.credentials().path("access_token").asText()).isEqualTo("page-token");
        });
        assertThat(graph.calls(SUBSCRIBE).getFirst().query().get("subscribed_fields"))
                .contains("messages,message_echoes", "feed");
    }

    @Test
    void aUsersTokenWithSeveralPagesLeavesTheChoice() {
        graph.on(ME, 400, NO_FIELD)
                .on(
                        ACCOUNTS,
                        200,
                        "{\"data\":[" + PAGE_NODE + ",{\"id\":\"2\",\"name\":\"B\",\"access_token\":\"t2\"}]}");

        ConnectionFlow.Connection connection = connect("{\"access_token\":\"user-token\"}");

        assertThat(connection)
                .isInstanceOfSatisfying(
                        ConnectionFlow.Choose.class,
                        choose -> assertThat(choose.accounts())
                                .extracting(ConnectionFlow.Connected::externalId)
                                .containsExactly(GraphWorld.PAGE, "2"));
        assertThat(graph.calls(SUBSCRIBE)).isEmpty();
    }

    @Test
    void theChosenPageIsSubscribedWithItsOwnToken() {
        graph.on(ME, 400, NO_FIELD)
                .on(
                        ACCOUNTS,
                        200,
                        "{\"data\":[" + PAGE_NODE + ",{\"id\":\"2\",\"name\":\"B\",\"access_token\":\"t2\"}]}")
                .on(SUBSCRIBE, 200, SUCCESS);
        ConnectionFlow.Choose choose = (ConnectionFlow.Choose) connect("{\"access_token\":\"user-token\"}");

        messenger
                .choose(new ProfileId(9), choose.accounts().getFirst(), SOON)
                .await()
                .atMost(SOON);

        assertThat(graph.calls(SUBSCRIBE).getFirst().headers().get("Authorization"))
                .isEqualTo("Bearer t1");
    }

    @Test
    void aRefusedFieldCostsOnlyItself() {
        graph.on(ME, 200, PAGE_NODE).on(SUBSCRIBE, 400, NO_FIELD);
        for (int field = 0; field < 10; field++) {
            graph.on(SUBSCRIBE, 200, SUCCESS);
        }
        graph.on(SUBSCRIBE, 400, NO_FIELD);

        assertThat(connect("{\"access_token\":\"page-token\"}")).isInstanceOf(ConnectionFlow.Connected.class);
        assertThat(graph.calls(SUBSCRIBE).get(10).query().get("subscribed_fields"))
                .startsWith("messages,message_echoes,")
                .endsWith(",feed");
    }

    @Test
    void withoutMessagesThereIsNoConnection() {
        graph.on(ME, 200, PAGE_NODE).on(SUBSCRIBE, 400, NO_FIELD);

        assertThat(connect("{\"access_token\":\"page-token\"}")).isInstanceOf(ConnectionFlow.Refused.class);
    }

    @Test
    void aDeadTokenIs401() {
        graph.on(ME, 400, "{\"error\":{\"message\":\"Session has expired\",\"code\":190,\"error_subcode\":463}}");

        assertThat(connect("{\"access_token\":\"dead\"}"))
                .isEqualTo(new ConnectionFlow.Refused(401, "Session has expired", "facebook_connect_failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0001\\u0002\\u001B[31m", "a\\r\\nHost: x", "a b", "caf\\u00e9"})
    void aTokenThatNoHeaderCanCarryIsRefused(String token) {
        assertThat(connect("{\"access_token\":\"" + token + "\"}"))
                .isInstanceOfSatisfying(
                        ConnectionFlow.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
    }

    @Test
    void aPageThatIsConnectedIsRefusedBeforeAnythingIsChanged() {
        world.accounts.add(world.messenger());
        graph.on(ME, 200, PAGE_NODE);

        assertThat(connect("{\"access_token\":\"page-token\"}"))
                .isEqualTo(new ConnectionFlow.AlreadyConnected(
                        GraphWorld.PAGE, "This Facebook Page is already connected to Postproxy."));
        assertThat(graph.calls(SUBSCRIBE)).isEmpty();
    }

    @Test
    void withoutATokenTheCustomerVisitsTheDialog() {
        ConnectionFlow.Connection connection = connect("{\"redirect_url\":\"https://shop.example/back\"}");

        assertThat(connection)
                .isInstanceOfSatisfying(
                        ConnectionFlow.Visit.class,
                        visit -> assertThat(visit.url())
                                .startsWith("https://www.facebook.com/v25.0/dialog/oauth?client_id=4711&redirect_uri="
                                        + "https%3A%2F%2Fparley.example%2Foauth%2Ffacebook%2Fcallback&")
                                .endsWith("&state=" + visit.state()));
    }

    @Test
    void withoutEitherTheRequestIsRefused() {
        assertThat(connect("{}")).isEqualTo(new ConnectionFlow.Refused(422, "Missing redirect_url", null));
    }

    @Test
    void aCodeBecomesALongLivedToken() {
        String exchange = "GET /fb/v25.0/oauth/access_token";
        graph.on(exchange, 200, "{\"access_token\":\"short\",\"token_type\":\"bearer\"}")
                .on(exchange, 200, "{\"access_token\":\"long\",\"token_type\":\"bearer\",\"expires_in\":5183944}")
                .on(ACCOUNTS, 200, "{\"data\":[" + PAGE_NODE + "]}")
                .on(SUBSCRIBE, 200, SUCCESS);

        ConnectionFlow.Connection connection = comeBack(Map.of("code", "c0de", "state", "s"));

        assertThat(connection).isInstanceOf(ConnectionFlow.Connected.class);
        assertThat(graph.calls(exchange).getFirst().query().get("code")).isEqualTo("c0de");
        assertThat(graph.calls(exchange).get(1).query().get("fb_exchange_token"))
                .isEqualTo("short");
        assertThat(graph.calls(ACCOUNTS).getFirst().headers().get("Authorization"))
                .isEqualTo("Bearer long");
    }

    @Test
    void aCustomerWhoTurnedAwayIsSaidTo() {
        assertThat(comeBack(Map.of("error", "access_denied", "error_description", "Permissions error", "state", "s")))
                .isEqualTo(new ConnectionFlow.Refused(422, "Permissions error", "user_abandoned"));
    }

    @Test
    void aLostSubscriptionIsRestored() {
        graph.on("GET /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps", 200, "{\"data\":[]}")
                .on(SUBSCRIBE, 200, SUCCESS);

        messenger.checkSubscription(world.messenger(), SOON).await().atMost(SOON);

        assertThat(graph.calls(SUBSCRIBE)).hasSize(1);
    }

    @Test
    void aStandingSubscriptionIsLeftAlone() {
        graph.on(
                "GET /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps",
                200,
                "{\"data\":[{\"id\":\"4711\",\"subscribed_fields\":[\"messages\"]}]}");

        messenger.checkSubscription(world.messenger(), SOON).await().atMost(SOON);

        assertThat(graph.calls(SUBSCRIBE)).isEmpty();
    }

    @Test
    void whatMetaLetThePageHaveIsRemembered() {
        graph.on(ME, 200, PAGE_NODE).on(SUBSCRIBE, 200, SUCCESS);

        assertThat(connect("{\"access_token\":\"page-token\"}"))
                .isInstanceOfSatisfying(
                        ConnectionFlow.Connected.class,
                        connected -> assertThat(connected.platformState().path("webhook_fields"))
                                .hasSize(11)
                                .first()
                                .satisfies(field -> assertThat(field.asText()).isEqualTo("messages")));
    }

    @Test
    void aSubscriptionThatLostAFieldItHadIsRestoredAndCounted() {
        Profile page = world.profile(
                1,
                "facebook",
                GraphWorld.PAGE,
                new GraphAccess(GraphHost.FACEBOOK, "page-token"),
                Json.read("{\"webhook_fields\":[\"messages\",\"feed\"]}"));
        graph.on(
                        "GET /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps",
                        200,
                        "{\"data\":[{\"id\":\"4711\",\"subscribed_fields\":[\"messages\"]}]}")
                .on(SUBSCRIBE, 200, SUCCESS);

        messenger.checkSubscription(page, SOON).await().atMost(SOON);

        assertThat(graph.calls(SUBSCRIBE)).hasSize(1);
        assertThat(world.metrics
                        .counter("parley.platform.webhook.repaired", "platform", "facebook")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aCheckThatMetaRefusesChangesNothing() {
        graph.on(
                "GET /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps",
                401,
                "{\"error\":{\"message\":\"Session has expired\",\"code\":190,\"error_subcode\":463}}");

        assertThat(messenger.checkSubscription(world.messenger(), SOON).await().atMost(SOON))
                .isInstanceOf(ActionOutcome.Disconnected.class);
        assertThat(graph.calls(SUBSCRIBE)).isEmpty();
    }

    @Test
    void disconnectingEndsTheSubscription() {
        graph.on(UNSUBSCRIBE, 200, SUCCESS);

        messenger
                .disconnect(world.accounts.add(world.messenger()), SOON)
                .await()
                .atMost(SOON);

        assertThat(graph.calls(UNSUBSCRIBE)).hasSize(1);
    }

    @Test
    void disconnectingLeavesAPageThatInstagramStillNeeds() {
        world.accounts.add(world.instagram(GraphHost.FACEBOOK));

        messenger
                .disconnect(world.accounts.add(world.messenger()), SOON)
                .await()
                .atMost(SOON);

        assertThat(graph.calls()).isEmpty();
    }

    private ConnectionFlow.Connection connect(String request) {
        return messenger
                .connect(new ProfileId(9), Json.read(request), SOON)
                .await()
                .atMost(SOON);
    }

    private ConnectionFlow.Connection comeBack(Map<String, String> query) {
        return messenger.comeBack(new ProfileId(9), query, SOON).await().atMost(SOON);
    }
}
