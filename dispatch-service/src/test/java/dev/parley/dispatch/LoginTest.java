package dev.parley.dispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.startsWith;

import dev.parley.dispatch.connection.StaleLogins;
import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.DialogPlatform;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginTest {
    private static final String BACK = "https://shop.example/back?from=login#top";
    private static final String FAILED = "https://shop.example/back?from=login&failure=true&error_code=";

    @Inject
    Board board;

    @Inject
    DialogPlatform network;

    @Inject
    StaleLogins stale;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    private static final String BROWSER = "the-customers-browser";

    private ProfileId neighbour;
    private String page;

    @BeforeEach
    void newCustomer() {
        neighbour = board.profile("dialog");
        page = "page-" + neighbour.value();
    }

    @Test
    void aLoginThatComesBackMakesAProfileAndGoesOnToTheCustomersPage() {
        String redirect = comesBack(opens(), page);

        assertThat(redirect)
                .startsWith("https://shop.example/back?from=login&profile_id=prof_")
                .endsWith("#top");
        assertThat(board.text("select status from profiles where external_id = $1", page))
                .isEqualTo("active");
        assertThat(board.text("select profile_group_id from profiles where external_id = $1", page))
                .isEqualTo(board.text("select profile_group_id from profiles where id = $1", neighbour.value()));
    }

    @Test
    void aLoginComesBackOnce() {
        String state = opens();
        comesBack(state, page);

        back("dialog", state, page + "-again").body("status", equalTo(404));
        assertThat(board.number("select count(*) from profiles where external_id = $1", page + "-again"))
                .isZero();
    }

    @Test
    void aLoginComesBackInTheBrowserThatBeganItOnly() {
        String state = opens();

        back("dialog", state, page, "another").body("status", equalTo(404));
        back("dialog", state, page, "").body("status", equalTo(404));
        assertThat(board.number("select count(*) from profiles where external_id = $1", page))
                .isZero();
        assertThat(comesBack(state, page)).contains("profile_id=");
    }

    @Test
    void aLoginThatNobodyBeganDoesNotComeBack() {
        String state = opens();
        board.run(
                "update oauth_states set browser_hash = null, browser_since = null where state = $1", Tuple.of(state));

        back("dialog", state, page, BROWSER).body("status", equalTo(404));
        back("dialog", state, page, "").body("status", equalTo(404));
    }

    @Test
    void aLoginBelongsToTheFirstBrowserThatBeginsIt() {
        String state = opens();
        begins(state, "the-answer-to-the-first-click-was-lost").body("status", equalTo(200));
        begins(state, BROWSER).body("status", equalTo(200)).body("result.expires_in", greaterThan(3500));
        board.run(
                "update oauth_states set browser_since = now() - interval '11 seconds' where state = $1",
                Tuple.of(state));

        begins(state, "another").body("status", equalTo(404));
        begins(state, "").body("status", equalTo(404));
        begins("forged", BROWSER).body("status", equalTo(404));
        begins(state, BROWSER).body("status", equalTo(200));
        assertThat(comesBack(state, page)).contains("profile_id=");
    }

    @Test
    void aLoginOpenedByTheVersionBeforeStillComesBack() {
        String state = opens();
        board.run("update oauth_states set dialog_url = null, browser_hash = null where state = $1", Tuple.of(state));

        begins(state, BROWSER).body("status", equalTo(404));
        back("dialog", state, page, "").body("status", equalTo(200));
    }

    @Test
    void whatTheBrowserHoldsIsNotInTheDatabase() {
        String state = opens();

        assertThat(board.number(
                        "select count(*) from oauth_states s where state = $1 and s::text like '%" + BROWSER + "%'",
                        state))
                .isZero();
    }

    @Test
    void aForgedStateLeadsNowhere() {
        back("dialog", "state-forged", page).body("status", equalTo(404));
        back("dialog", "", page).body("status", equalTo(404));
    }

    @Test
    void aStateBelongsToItsPlatform() {
        String state = opens();

        back("loopback", state, page).body("status", equalTo(404));
        back("fax", state, page).body("status", equalTo(404));
        assertThat(comesBack(state, page)).contains("profile_id=");
    }

    @Test
    void aLoginThatTookTooLongLeadsNowhere() {
        String state = opens();
        board.run("update oauth_states set expires_at = now() where state = $1", Tuple.of(state));

        back("dialog", state, page).body("status", equalTo(404));
        stale.sweep().await().atMost(Duration.ofSeconds(5));
        assertThat(board.number("select count(*) from oauth_states where state = $1", state))
                .isZero();
    }

    @Test
    void aCustomerWhoTurnedAwayIsToldSo() {
        assertThat(comesBack(opens(), "denied")).isEqualTo(FAILED + "user_abandoned#top");
    }

    @Test
    void aPlatformThatDoesNotAnswerIsAFailedUpdate() {
        assertThat(comesBack(opens(), "late")).isEqualTo(FAILED + "update_failed#top");
    }

    @Test
    void theSameAccountTwiceIsToldSo() {
        comesBack(opens(), page);

        assertThat(comesBack(opens(), page)).isEqualTo(FAILED + "account_is_already_connected#top");
    }

    @Test
    void anAccountThatLostItsTokenComesBackToItsProfile() {
        comesBack(opens(), page);
        String first = board.text("select id from profiles where external_id = $1", page);
        board.run("update profiles set status = 'expired', updated_at = now() where external_id = $1", Tuple.of(page));

        assertThat(comesBack(opens(), page)).contains("profile_id=");
        assertThat(board.text("select id || status from profiles where external_id = $1", page))
                .isEqualTo(first + "active");
    }

    @Test
    void ofSeveralAccountsTheCustomerChooses() {
        String other = page + "b";
        ProfileId login = idIn(comesBack(opens(), page + "," + other));
        assertThat(board.text("select status from profiles where id = $1", login.value()))
                .isEqualTo("inactive");
        assertThat(board.number("select count(*) from placements where profile_id = $1", login.value()))
                .isEqualTo(2);
        assertThat(board.number("select count(*) from events where profile_id = $1", login.value()))
                .isZero();

        String chosen =
                choose(login, other).body("status", equalTo(200)).extract().path("result.profile.id");

        assertThat(network.acts()).contains("choose token-of-" + other);
        ProfileId made = ProfileId.parse(chosen).orElseThrow();
        assertThat(board.text("select status || external_id from profiles where id = $1", made.value()))
                .isEqualTo("active" + other);
        assertThat(board.text("select platform_state ->> 'page_id' from profiles where id = $1", made.value()))
                .isEqualTo(other);
        assertThat(board.text("select type from events where profile_id = $1", made.value()))
                .isEqualTo("profile.connected");
        choose(login, other).body("status", equalTo(422)).body("error_code", equalTo("account_is_already_connected"));
        choose(login, page).body("status", equalTo(200));
        choose(login, "nobody").body("status", equalTo(404));
    }

    @Test
    void theTokensOfAnAccountThatWaitsToBeChosenAreSealed() {
        ProfileId login = idIn(comesBack(opens(), page + "," + page + "b"));

        assertThat(board.number(
                        "select count(*) from placements where profile_id = $1"
                                + " and position('token-of'::bytea in credentials) > 0",
                        login.value()))
                .isZero();
    }

    @Test
    void aChoiceThatIsNeverMadeIsForgotten() {
        ProfileId old = idIn(comesBack(opens(), page + "," + page + "b"));
        ProfileId young = idIn(comesBack(opens(), page + "," + page + "c"));
        board.run("update profiles set created_at = now() - interval '25 hours' where id = $1", Tuple.of(old.value()));

        stale.sweep().await().atMost(Duration.ofSeconds(5));

        assertThat(board.number("select count(*) from placements where profile_id = $1", old.value()))
                .isZero();
        assertThat(board.number("select count(*) from profiles where id = $1", old.value()))
                .isZero();
        assertThat(board.number("select count(*) from placements where profile_id = $1", young.value()))
                .isEqualTo(2);
    }

    @Test
    void aLoginThatIsDisconnectedTakesItsAccountsAlong() {
        ProfileId login = idIn(comesBack(opens(), page + "," + page + "b"));

        internal().delete("/internal/profiles/" + login).then().body("status", equalTo(200));

        assertThat(board.number("select count(*) from placements where profile_id = $1", login.value()))
                .isZero();
        choose(login, page).body("status", equalTo(404));
    }

    /** Has a customer sent to the platform's page; returns the state the page was given. */
    private String opens() {
        internal()
                .body(Map.of(
                        "account_id",
                        new AccountId(board.number("select account_id from profiles where id = $1", neighbour.value()))
                                .toString(),
                        "profile_group_id",
                        group(),
                        "request",
                        Map.of("platform", "dialog", "redirect_url", BACK)))
                .post("/internal/connections")
                .then()
                .body("result.url", startsWith("https://parley.example/oauth/dialog/start?state="));
        String state = board.text(
                "select state from oauth_states where profile_group_id ="
                        + " (select profile_group_id from profiles where id = $1) order by state desc limit 1",
                neighbour.value());
        begins(state, BROWSER).body("result.redirect", equalTo("https://dialog.example/login"));
        return state;
    }

    private ValidatableResponse begins(String state, String browser) {
        return internal()
                .body(Map.of("state", state, "browser", browser))
                .post("/internal/oauth/dialog/start")
                .then()
                .statusCode(200);
    }

    private String comesBack(String state, String code) {
        return back("dialog", state, code)
                .body("status", equalTo(200))
                .extract()
                .path("result.redirect");
    }

    private ValidatableResponse back(String platform, String state, String code) {
        return back(platform, state, code, BROWSER);
    }

    private ValidatableResponse back(String platform, String state, String code, String browser) {
        return internal()
                .body(Map.of("query", Map.of("state", state, "code", code), "browser", browser))
                .post("/internal/oauth/" + platform + "/callback")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse choose(ProfileId login, String account) {
        return internal()
                .body(Map.of("profile_group_id", group()))
                .post("/internal/profiles/" + login + "/placements/" + account)
                .then()
                .statusCode(200);
    }

    private String group() {
        return new GroupId(board.number("select profile_group_id from profiles where id = $1", neighbour.value()))
                .toString();
    }

    private static ProfileId idIn(String redirect) {
        String id = redirect.replaceAll(".*profile_id=(prof_\\w+).*", "$1");
        return ProfileId.parse(id).orElseThrow();
    }

    private RequestSpecification internal() {
        return given().header(InternalApi.SECRET_HEADER, secret).contentType("application/json");
    }
}
