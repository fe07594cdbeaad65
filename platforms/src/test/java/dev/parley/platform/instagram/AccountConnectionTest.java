package dev.parley.platform.instagram;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.TokenRefresher;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountConnectionTest {

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
    void anAccountIsKnownByTheIdThatWebhooksUse() {
        graph.on(
                        "GET /ig/v25.0/me",
                        200,
                        "{\"id\":\"25001\",\"user_id\":\"17841405309211844\",\"username\":\"cornerbakery\"}")
                .on("GET /ig/refresh_access_token", 400, error(190, 0))
                .on("POST /ig/v25.0/me/subscribed_apps", 200, "{\"success\":true}");

        assertThat(connect("{\"access_token\":\"IGAAtoken\"}"))
                .isInstanceOfSatisfying(ConnectionFlow.Connected.class, connected -> {
                    assertThat(connected.externalId()).isEqualTo(GraphWorld.ACCOUNT);
                    assertThat(connected.credentials().path("host").asText()).isEqualTo("instagram");
                });
    }

    @Test
    void anAccountBehindAPageIsConnectedThroughIt() {
        graph.on(
                        "GET /fb/v25.0/me",
                        200,
                        "{\"id\":\"" + GraphWorld.PAGE + "\",\"name\":\"Corner Bakery\",\"category\":\"Bakery\","
                                + "\"instagram_business_account\":{\"id\":\"17841405309211844\",\"username\":\"cornerbakery\"}}")
                .on("POST /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps", 200, "{\"success\":true}");

        assertThat(connect("{\"access_token\":\"EAApage\"}"))
                .isInstanceOfSatisfying(ConnectionFlow.Connected.class, connected -> {
                    assertThat(connected.externalId()).isEqualTo(GraphWorld.ACCOUNT);
                    assertThat(connected.platformState().path("page_id").asText())
                            .isEqualTo(GraphWorld.PAGE);
                });
    }

    @Test
    void aPageWithoutAnAccountIsRefused() {
        graph.on("GET /fb/v25.0/me", 200, "{\"id\":\"1\",\"name\":\"B\",\"category\":\"Bakery\"}");

        assertThat(connect("{\"access_token\":\"EAApage\"}")).isInstanceOf(ConnectionFlow.Refused.class);
    }

    @Test
    void theDialogsCodeBecomesATokenForSixtyDays() {
        ConnectionFlow.Visit visit = (ConnectionFlow.Visit) connect("{\"redirect_url\":\"https://shop.example\"}");
        graph.on(
                        "POST /ig-tokens/oauth/access_token",
                        200,
                        "{\"access_token\":\"IGshort\",\"user_id\":17841405309211844}")
                .on(
                        "GET /ig/access_token",
                        200,
                        "{\"access_token\":\"IGlong\",\"token_type\":\"bearer\",\"expires_in\":5183944}")
                .on(
                        "GET /ig/v25.0/me",
                        200,
                        "{\"id\":\"25001\",\"user_id\":17841405309211844,\"username\":\"cornerbakery\"}")
                .on("POST /ig/v25.0/me/subscribed_apps", 200, "{\"success\":true}");

        ConnectionFlow.Connection connection = instagram
                .comeBack(new ProfileId(9), Map.of("code", "c0de#_", "state", visit.state()), SOON)
                .await()
                .atMost(SOON);

        assertThat(connection).isInstanceOfSatisfying(ConnectionFlow.Connected.class, connected -> {
            assertThat(connected.credentials().path("access_token").asText()).isEqualTo("IGlong");
            assertThat(connected.expiresAt()).isAfter(Instant.now().plus(59, ChronoUnit.DAYS));
        });
        assertThat(graph.calls().getFirst().body()).contains("code=c0de", "client_secret=instagram-secret");
        assertThat(graph.calls().getFirst().body()).doesNotContain("%23");
    }

    @Test
    void aTokenOfTodayIsKeptForTheSixtyDaysItHas() {
        graph.on("GET /ig/refresh_access_token", 400, error(10, 0))
                .on("GET /ig/access_token", 400, error(100, 0))
                .on("GET /ig/v25.0/me", 200, "{\"id\":\"25001\",\"user_id\":17841405309211844}")
                .on("POST /ig/v25.0/me/subscribed_apps", 200, "{\"success\":true}");

        assertThat(connect("{\"access_token\":\"IGtoday\"}"))
                .isInstanceOfSatisfying(ConnectionFlow.Connected.class, connected -> {
                    assertThat(connected.credentials().path("access_token").asText())
                            .isEqualTo("IGtoday");
                    assertThat(connected.expiresAt()).isAfter(Instant.now().plus(59, ChronoUnit.DAYS));
                });
    }

    @Test
    void aTokenForAnHourIsExchanged() {
        graph.on("GET /ig/refresh_access_token", 400, error(10, 0))
                .on("GET /ig/access_token", 200, "{\"access_token\":\"IGlong\",\"expires_in\":5183944}")
                .on("GET /ig/v25.0/me", 200, "{\"id\":\"25001\",\"user_id\":17841405309211844}")
                .on("POST /ig/v25.0/me/subscribed_apps", 200, "{\"success\":true}");

        assertThat(connect("{\"access_token\":\"IGhour\"}"))
                .isInstanceOfSatisfying(
                        ConnectionFlow.Connected.class,
                        connected -> assertThat(connected
                                        .credentials()
                                        .path("access_token")
                                        .asText())
                                .isEqualTo("IGlong"));
    }

    @Test
    void aTokenThatCannotBeRenewedIsTriedAgainAndADeadOneIsLost() {
        graph.on("GET /ig/refresh_access_token", 500, error(2, 0))
                .on("GET /ig/refresh_access_token", 400, error(190, 463));

        assertThat(instagram.refresh(profile, SOON).await().atMost(SOON))
                .isInstanceOf(TokenRefresher.Refreshed.TryAgain.class);
        assertThat(instagram.refresh(profile, SOON).await().atMost(SOON))
                .isInstanceOf(TokenRefresher.Refreshed.Lost.class);
    }

    @Test
    void aTokenIsRenewed() {
        graph.on("GET /ig/refresh_access_token", 200, "{\"access_token\":\"IGnew\",\"expires_in\":5184000}");

        assertThat(instagram.refresh(profile, SOON).await().atMost(SOON))
                .isInstanceOfSatisfying(
                        TokenRefresher.Refreshed.Renewed.class,
                        renewed -> assertThat(renewed.credentials()
                                        .path("access_token")
                                        .asText())
                                .isEqualTo("IGnew"));
    }

    @Test
    void aPageTokenNeedsNoRenewal() {
        assertThat(instagram
                        .refresh(world.instagram(GraphHost.FACEBOOK), SOON)
                        .await()
                        .atMost(SOON))
                .isInstanceOf(TokenRefresher.Refreshed.NotNeeded.class);
    }

    private ConnectionFlow.Connection connect(String request) {
        return instagram
                .connect(new ProfileId(9), Json.read(request), SOON)
                .await()
                .atMost(SOON);
    }

    private static String error(int code, int subcode) {
        return "{\"error\":{\"message\":\"Nope\",\"type\":\"IGApiException\",\"code\":" + code + ",\"error_subcode\":"
                + subcode + "}}";
    }
}
