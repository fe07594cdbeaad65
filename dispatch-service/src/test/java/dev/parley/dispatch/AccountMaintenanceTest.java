package dev.parley.dispatch;

import static dev.parley.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.DialogPlatform;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalApi;
import dev.parley.platform.PlatformError;
import dev.parley.platform.TokenRefresher.Refreshed;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What happens to connected accounts by itself; the tests' configuration looks after them every 300 ms. */
@QuarkusTest
class AccountMaintenanceTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Board board;

    @Inject
    DialogPlatform network;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    @Test
    void aTokenThatEndsSoonIsRenewedOnce() {
        ProfileId profile = connected();
        endsIn(profile, "19 days");

        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from profiles where id = $1 and expires_at > now() + interval '59 days'",
                                profile.value())
                        == 1);
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> network.times("refresh " + external(profile)) == 1);
        assertThat(status(profile)).isEqualTo("active");
    }

    @Test
    void aTokenThatLastsIsLeftAlone() {
        ProfileId profile = connected();
        endsIn(profile, "21 days");

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> network.times("refresh " + external(profile)) == 0);
    }

    @Test
    void aTokenThatCannotBeRenewedNowIsTriedAgainTheNextDay() {
        ProfileId profile = connected();
        network.refreshEnds(external(profile), new Refreshed.TryAgain("Meta did not answer"));
        endsIn(profile, "10 days");

        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from platform_jobs where profile_id = $1 and kind = 'refresh_token'"
                                        + " and due_at between now() + interval '23 hours' and now() + interval '1 day'",
                                profile.value())
                        == 1);
        assertThat(status(profile)).isEqualTo("active");
    }

    @Test
    void aTokenThePlatformDoesNotKnowAnyMoreExpiresTheProfileOnce() {
        ProfileId profile = connected();
        network.refreshEnds(external(profile), new Refreshed.Lost(PlatformError.of("Session has expired", "190")));
        endsIn(profile, "10 days");

        awaitDisconnectedOnce(profile);
    }

    @Test
    void aTokenThatHasEndedExpiresTheProfileOnce() {
        ProfileId profile = connected();
        network.refreshEnds(external(profile), new Refreshed.TryAgain("Meta did not answer"));
        endsIn(profile, "-1 minute");

        awaitDisconnectedOnce(profile);
    }

    @Test
    void everySubscriptionIsLookedAtSomeTime() {
        ProfileId profile = connected();

        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from platform_jobs where profile_id = $1 and kind = 'check_subscription'"
                                        + " and due_at < now() + interval '6 hours'",
                                profile.value())
                        == 1);
        board.run("update platform_jobs set due_at = now() where profile_id = $1", Tuple.of(profile.value()));

        await().atMost(SOON).until(() -> network.times("check " + external(profile)) == 1);
        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from platform_jobs where profile_id = $1 and kind = 'check_subscription'"
                                        + " and attempts = 0 and due_at > now() + interval '5 hours'",
                                profile.value())
                        == 1);
    }

    @Test
    void connectingWhatIsConnectedHasItsSubscriptionLookedAt() {
        ProfileId profile = connected();

        connect(profile, "known-" + external(profile)).body("status", equalTo(422));

        await().atMost(SOON).until(() -> network.times("check " + external(profile)) == 1);
    }

    private ProfileId connected() {
        ProfileId neighbour = board.profile("dialog");
        String id = connect(neighbour, "rounds-" + neighbour.value())
                .body("status", equalTo(200))
                .extract()
                .path("result.profile.id");
        return ProfileId.parse(id).orElseThrow();
    }

    private io.restassured.response.ValidatableResponse connect(ProfileId neighbour, String account) {
        return given().header(InternalApi.SECRET_HEADER, secret)
                .contentType("application/json")
                .body(Map.of(
                        "account_id",
                        new AccountId(board.number("select account_id from profiles where id = $1", neighbour.value()))
                                .toString(),
                        "profile_group_id",
                        new GroupId(board.number(
                                        "select profile_group_id from profiles where id = $1", neighbour.value()))
                                .toString(),
                        "request",
                        Map.of("platform", "dialog", "account", account)))
                .post("/internal/connections")
                .then();
    }

    private void endsIn(ProfileId profile, String interval) {
        board.run(
                "update profiles set expires_at = now() + $2::text::interval where id = $1",
                Tuple.of(profile.value(), interval));
    }

    private void awaitDisconnectedOnce(ProfileId profile) {
        await().atMost(SOON).until(() -> status(profile).equals("expired"));
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from events where profile_id = $1 and type = 'profile.disconnected'",
                                profile.value())
                        == 1);
    }

    private String status(ProfileId profile) {
        return board.text("select status from profiles where id = $1", profile.value());
    }

    private String external(ProfileId profile) {
        return board.text("select external_id from profiles where id = $1", profile.value());
    }
}
