package dev.parley.dispatch;

import static dev.parley.dispatch.testing.LoopbackPlatform.answer;
import static dev.parley.testing.Waiting.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalApi;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final SendOutcome LOST = new SendOutcome.Disconnected(PlatformError.of("Unauthorized", "401"));

    @Inject
    Board board;

    @Inject
    LoopbackPlatform network;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    @Test
    void withoutTheSecretNothingIsHere() {
        given().contentType("application/json")
                .body("{}")
                .post("/internal/connections")
                .then()
                .statusCode(404);
        given().header(InternalApi.SECRET_HEADER, secret + "x")
                .delete("/internal/profiles/p")
                .then()
                .statusCode(404);
    }

    @Test
    void connectingMakesAProfileOnceAndTellsIt() {
        ProfileId neighbour = board.profile("loopback");
        String account = "fresh-" + neighbour;
        String id = connect(neighbour, account, "good")
                .body("status", equalTo(200))
                .body("result.success", equalTo(true))
                .body("result.profile.network", equalTo("loopback"))
                .body("result.profile.external_username", equalTo("loop"))
                .body("result.next_step", equalTo("Say hello."))
                .extract()
                .path("result.profile.id");
        long profile = ProfileId.parse(id).orElseThrow().value();
        assertThat(board.text("select encode(hook_secret_hash, 'hex') from profiles where id = $1", profile))
                .isEqualTo(board.text("select encode(sha256('hook-secret'::bytea), 'hex')"));
        assertThat(board.text("select type from events where profile_id = $1", profile))
                .isEqualTo("profile.connected");

        connect(neighbour, account, "good")
                .body("status", equalTo(422))
                .body("error_code", equalTo("account_is_already_connected"));
        assertThat(network.acts()).doesNotContain("disconnect " + account);
    }

    @Test
    void aPlatformWithoutWebhooksConnectsWithoutAHookSecret() {
        ProfileId neighbour = board.profile("loopback");
        String id = connect(neighbour, "silent-" + neighbour, "no-hooks")
                .body("status", equalTo(200))
                .extract()
                .path("result.profile.id");
        assertThat(board.text(
                        "select hook_secret_hash is null from profiles where id = $1",
                        ProfileId.parse(id).orElseThrow().value()))
                .isEqualTo("true");
    }

    @Test
    void thePlatformsRefusalComesBackAsItIs() {
        connect(board.profile("loopback"), "whatever", "bad")
                .body("status", equalTo(401))
                .body("error", equalTo("The token is invalid"))
                .body("error_code", equalTo("loopback_connect_failed"));
    }

    @Test
    void aLostTokenHoldsTheSendsAndReconnectingSendsThem() {
        ProfileId profile = board.profile("loopback");
        List<Seat> seats = List.of(
                board.chat(profile, "loopback"), board.chat(profile, "loopback"), board.chat(profile, "loopback"));
        seats.forEach(seat -> network.script(seat.participant(), answer(LOST), answer(LOST)));
        List<MessageId> messages =
                seats.stream().map(seat -> board.accept(seat, "held")).toList();
        awaitExpired(profile);
        MessageId later = board.accept(seats.getFirst(), "held as well");
        await().atMost(SOON)
                .until(() -> board.number(
                                "select count(*) from chat_lanes where profile_id = $1 and due_at > now() + interval '23 hours'",
                                profile.value())
                        == 3);
        assertThat(messages).allMatch(message -> board.status(message).equals("pending"));
        assertThat(board.number("select count(*) from events where profile_id = $1", profile.value()))
                .isEqualTo(1);

        seats.forEach(seat -> network.script(seat.participant()));
        connect(profile, "account-" + profile.value(), "new").body("status", equalTo(200));
        messages.forEach(message -> awaitStatus(message, "published"));
        awaitStatus(later, "published");
        assertThat(board.number(
                        "select count(*) from events where profile_id = $1 and type = 'profile.disconnected'",
                        profile.value()))
                .isEqualTo(1);
        assertThat(board.number(
                        "select count(*) from events where profile_id = $1 and type = 'profile.connected'",
                        profile.value()))
                .isEqualTo(1);
    }

    @Test
    void whatIsHeldForADayFails() {
        ProfileId profile = board.profile("loopback");
        Seat seat = board.chat(profile, "loopback");
        network.script(seat.participant(), answer(LOST), answer(LOST));
        MessageId first = board.accept(seat, "held");
        MessageId second = board.accept(seat, "held too");
        awaitExpired(profile);
        board.run(
                "update profiles set expired_at = now() - interval '25 hours', updated_at = now() where id = $1",
                Tuple.of(profile.value()));
        board.run(
                "update chat_lanes set due_at = now() where chat_id = $1",
                Tuple.of(seat.chat().value()));
        awaitStatus(second, "failed");
        assertThat(board.text("select error_message from messages where id = $1", first.value()))
                .isEqualTo("Profile is disconnected");
    }

    @Test
    void disconnectingFailsWhatIsStillToBeSent() {
        ProfileId profile = board.profile("loopback");
        Seat seat = board.chat(profile, "loopback");
        network.script(
                seat.participant(),
                answer(new SendOutcome.RetryLater(
                        Duration.ofHours(1), SendOutcome.Scope.CHAT, PlatformError.of("Later"))));
        MessageId message = board.accept(seat, "too late");
        awaitStatus(message, "failed_waiting_for_retry");
        internal().delete("/internal/profiles/" + profile).then().body("status", equalTo(200));
        awaitStatus(message, "failed");
        assertThat(board.text(
                        "select status || ':' || (credentials is null) from profiles where id = $1", profile.value()))
                .isEqualTo("inactive:true");
        assertThat(network.acts()).contains("disconnect account-" + profile.value());
    }

    /** Into the group of the profile. */
    private ValidatableResponse connect(ProfileId neighbour, String account, String token) {
        AccountId owner =
                new AccountId(board.number("select account_id from profiles where id = $1", neighbour.value()));
        GroupId group =
                new GroupId(board.number("select profile_group_id from profiles where id = $1", neighbour.value()));
        return internal()
                .body(Map.of(
                        "account_id", owner.toString(),
                        "profile_group_id", group.toString(),
                        "request", Map.of("platform", "loopback", "account", account, "token", token)))
                .post("/internal/connections")
                .then()
                .statusCode(200);
    }

    private RequestSpecification internal() {
        return given().header(InternalApi.SECRET_HEADER, secret).contentType("application/json");
    }

    private void awaitExpired(ProfileId profile) {
        await().atMost(SOON)
                .until(() -> board.text("select status from profiles where id = $1", profile.value())
                        .equals("expired"));
    }

    private void awaitStatus(MessageId message, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo(status));
    }
}
