package dev.parley.sandbox.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginEdgesTest {
    private static final String DIALOG = "/graph-facebook/v25.0/dialog/oauth?client_id=4242001&response_type=code"
            + "&redirect_uri=https://parley.example/back";

    @Test
    void aLoginGivesACodeForATokenForAnHourForATokenThatLasts() {
        Response visit = given().redirects().follow(false).get(DIALOG + "&state=s7");
        String back = visit.header("Location");
        assertThat(visit.statusCode()).isEqualTo(302);
        assertThat(back).startsWith("https://parley.example/back?code=").endsWith("&state=s7");
        String code = back.replaceAll(".*code=(\\w+)&.*", "$1");

        String forAnHour = exchange("code=" + code).path("access_token");
        String lasting = exchange("grant_type=fb_exchange_token&fb_exchange_token=" + forAnHour)
                .path("access_token");

        assertThat(lasting).isEqualTo(GraphWorld.DEMO_USER_TOKEN);
        assertThat(exchange("code=" + code).<Integer>path("error.error_subcode"))
                .isEqualTo(36009);
        assertThat(given().get("/graph-facebook/v25.0/me/accounts?access_token=" + forAnHour)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aVisitorMayBeSomebodyElseOrTurnAway() {
        assertThat(given().redirects()
                        .follow(false)
                        .get(DIALOG + "&state=s&sandbox_answer=deny")
                        .header("Location"))
                .contains("error=access_denied", "state=s");
        String back = given().redirects()
                .follow(false)
                .get(DIALOG + "&state=s&sandbox_as=EAAuser-71-72")
                .header("Location");
        String forAnHour =
                exchange("code=" + back.replaceAll(".*code=(\\w+)&.*", "$1")).path("access_token");
        String user = exchange("grant_type=fb_exchange_token&fb_exchange_token=" + forAnHour)
                .path("access_token");

        assertThat(given().get("/graph-facebook/v25.0/me/accounts?access_token=" + user)
                        .<List<String>>path("data.id"))
                .containsExactly("71", "72");
    }

    @Test
    void aRenewedTokenSpeaksForTheSameAccount() {
        String renewed = given().get("/graph-instagram/refresh_access_token?grant_type=ig_refresh_token&access_token="
                        + GraphWorld.DEMO_ACCOUNT_TOKEN)
                .path("access_token");

        assertThat(renewed).isNotEqualTo(GraphWorld.DEMO_ACCOUNT_TOKEN);
        assertThat(given().get("/graph-instagram/v25.0/me?access_token=" + renewed)
                        .<String>path("user_id"))
                .isEqualTo(GraphWorld.DEMO_ACCOUNT);
        assertThat(given().get("/graph-instagram/refresh_access_token?grant_type=ig_refresh_token&access_token=dead")
                        .statusCode())
                .isEqualTo(401);
    }

    private static Response exchange(String grant) {
        return given().get("/graph-facebook/v25.0/oauth/access_token?client_id=4242001&client_secret=sandbox-app-secret"
                + "&redirect_uri=https://parley.example/back&" + grant);
    }
}
