package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginCallbackTest {
    private static final String ASKED = "POST /internal/oauth/facebook/callback";

    private static final String BEGUN = "POST /internal/oauth/facebook/start";

    private final Tenancy tenancy = Tenancy.fresh();
    private final Api browser = Api.with("");

    @Test
    void aBrowserThatComesBackIsSentOnWithoutAKey() {
        String redirect = "https://shop.example/back?profile_id=prof_1";
        StubbedDispatch.answers(ASKED, InternalAnswer.ok(Json.object().put("redirect", redirect)));

        Answer answer = browser.get("/oauth/facebook/callback?code=c%200de&state=s1");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(redirect);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(StubbedDispatch.calls(ASKED)).anySatisfy(body -> {
            assertThat(body.at("/query/code").asText()).isEqualTo("c 0de");
            assertThat(body.at("/query/state").asText()).isEqualTo("s1");
        });
    }

    @Test
    void aBrowserThatBeginsIsGivenACookieAndSentToThePlatformsPage() {
        String page = "https://dialog.example/login?state=s2";
        StubbedDispatch.answers(
                BEGUN, InternalAnswer.ok(Json.object().put("redirect", page).put("expires_in", 3600)));

        Answer answer = browser.get("/oauth/facebook/start?state=s2");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(page);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        String cookie = answer.header("Set-Cookie");
        assertThat(cookie)
                .matches("parley_login_[0-9a-f]{16}=[0-9a-f]{64};.*")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3600")
                .doesNotContain("Domain");
        String value = cookie.replaceAll("^[^=]*=|;.*", "");
        assertThat(StubbedDispatch.calls(BEGUN)).anySatisfy(body -> {
            assertThat(body.path("state").asText()).isEqualTo("s2");
            assertThat(body.path("browser").asText()).isEqualTo(value);
        });
    }

    @Test
    void theCookieIsBroughtBackAndTakenAway() {
        StubbedDispatch.answers(
                BEGUN,
                InternalAnswer.ok(
                        Json.object().put("redirect", "https://d.example").put("expires_in", 9)));
        StubbedDispatch.answers(ASKED, InternalAnswer.ok(Json.object().put("redirect", "https://shop.example/")));
        String first = cookie("s3");
        String second = cookie("s4");

        Answer again = browser.and("Cookie", first).get("/oauth/facebook/start?state=s3");
        Answer back = browser.and("Cookie", second + "; " + first).get("/oauth/facebook/callback?state=s3&code=own");
        browser.and("Cookie", second).get("/oauth/facebook/callback?state=s3&code=another");
        browser.and("Cookie", first.replaceAll("=.*", "=short")).get("/oauth/facebook/callback?state=s3&code=odd");

        assertThat(again.header("Set-Cookie")).startsWith(first);
        assertThat(back.header("Set-Cookie"))
                .startsWith(first.replaceAll("=.*", "=;"))
                .contains("Max-Age=0");
        assertThat(broughtWith("own")).isEqualTo(first.replaceAll(".*=", ""));
        assertThat(broughtWith("another")).as("the cookie of another login").isEmpty();
        assertThat(broughtWith("odd")).isEmpty();
    }

    private String cookie(String state) {
        return browser.get("/oauth/facebook/start?state=" + state)
                .header("Set-Cookie")
                .replaceAll(";.*", "");
    }

    private static String broughtWith(String code) {
        return StubbedDispatch.calls(ASKED).stream()
                .filter(body -> body.at("/query/code").asText().equals(code))
                .map(body -> body.path("browser").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLoginThatThisBrowserMayNotBeginIsToldToStartAgain() {
        StubbedDispatch.answers(
                "POST /internal/oauth/instagram/start", InternalAnswer.refused(404, "This login is unknown"));

        for (String path : List.of(
                "/oauth/instagram/start?state=forged",
                "/oauth/instagram/start",
                "/oauth/instagram/start?state=",
                "/oauth/instagram/start?state=%00",
                "/oauth/telegram/start?state=s")) {
            Answer answer = browser.get(path);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.text()).contains("Please start again");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aStateNobodyKnowsIsToldToStartAgain() {
        StubbedDispatch.answers(ASKED, InternalAnswer.refused(404, "This login is unknown"));

        Answer answer = browser.get("/oauth/facebook/callback?code=c&state=forged");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Please start again");
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void withoutAStateNobodyIsAsked() {
        for (String path : new String[] {
            "/oauth/instagram/callback", "/oauth/instagram/callback?state=", "/oauth/..%2Fx/callback?state=s"
        }) {
            assertThat(browser.get(path).status()).as(path).isIn(400, 404);
        }
        assertThat(StubbedDispatch.calls("POST /internal/oauth/instagram/callback"))
                .isEmpty();
    }

    @Test
    void aDispatchThatIsAwayIsNotTheCustomersFault() {
        StubbedDispatch.breaks(ASKED);

        assertThat(browser.get("/oauth/facebook/callback?state=s").status()).isEqualTo(503);
    }

    @Test
    void whereToComeBackToMustBeAWebPage() {
        String path = "/api/profile_groups/" + tenancy.group() + "/initialize_connection";

        assertThat(tenancy.api()
                        .post(path, Map.of("platform", "facebook", "redirect_url", "javascript:alert(1)"))
                        .error())
                .isEqualTo("redirect_url must be HTTPS");
        assertThat(tenancy.api()
                        .post(path, Map.of("platform", "facebook", "redirect_url", "https:///nowhere"))
                        .error())
                .isEqualTo("redirect_url is not a valid URL");
    }

    @Test
    void theAccountsOfALoginAreItsPlacementsAndOneIsChosen() {
        String login = tenancy.profile("facebook");
        Rows.undecided(login);
        Rows.placement(login, "104829417290011", "Corner Bakery");
        StubbedDispatch.answers(
                "POST /internal/profiles/" + login + "/placements/104829417290011",
                InternalAnswer.ok(Json.read("{\"success\":true,\"profile\":{\"id\":\"prof_2\"}}")));

        Answer placements = tenancy.api().get("/api/profiles/" + login + "/placements");
        Answer chosen = tenancy.api()
                .patch(
                        "/api/profiles/" + login + "/assign_placement_to_group",
                        Map.of("placement_id", "104829417290011", "target_profile_group_id", tenancy.group()));

        assertThat(placements.text("/data/0/id")).isEqualTo("104829417290011");
        assertThat(placements.text("/data/0/name")).isEqualTo("Corner Bakery");
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.text("/profile_id")).isEqualTo("prof_2");
        assertThat(chosen.text("/profile_group_id")).isEqualTo(tenancy.group());
        assertThat(Tenancy.fresh()
                        .api()
                        .get("/api/profiles/" + login + "/placements")
                        .status())
                .isEqualTo(404);
    }
}
