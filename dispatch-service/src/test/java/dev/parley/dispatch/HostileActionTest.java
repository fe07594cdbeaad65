package dev.parley.dispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.id.CommentId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalApi;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Whatever stands in an action's path or body, it is answered, and never as a fault of ours. */
@QuarkusTest
class HostileActionTest {
    private static final String LONE_SURROGATE = "\\ud800";
    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\uFFFE\uFFFF",
            "💩".repeat(3000),
            "x".repeat(70_000),
            "../..",
            "chat_zzzzzzzzzzzzz",
            "9223372036854775808",
            "-1");
    private static final List<String> PATHS = List.of(
            "POST /internal/oauth/{}/callback",
            "POST /internal/profiles/{}/placements/{}",
            "DELETE /internal/profiles/{}",
            "PATCH /internal/messages/{}",
            "POST /internal/messages/{}/reaction",
            "DELETE /internal/messages/{}/reaction",
            "POST /internal/chats/{}/archived",
            "POST /internal/chats/{}/cold_send_check",
            "GET /internal/profiles/{}/ice_breakers",
            "POST /internal/profiles/{}/ice_breakers",
            "DELETE /internal/profiles/{}/ice_breakers",
            "POST /internal/comments/{}/{}",
            "POST /internal/posts/{}/comments");

    @Inject
    Board board;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    @Test
    void oddTextsInPathsAreNoFault() {
        for (String each : PATHS) {
            for (String odd : ODD_TEXTS) {
                if (!odd.isBlank() && odd.length() < 2000) {
                    String encoded =
                            URLEncoder.encode(odd, StandardCharsets.UTF_8).replace("+", "%20");
                    assertAnswered(each.replace("{}", encoded), "{}");
                }
            }
        }
    }

    @Test
    void oddTextsInBodiesAreNoFault() {
        for (String call : realCalls()) {
            for (String odd : ODD_TEXTS) {
                assertAnswered(call, filled(odd).toString());
            }
            assertAnswered(call, filled("@@").toString().replace("@@", LONE_SURROGATE));
        }
    }

    @Test
    void oddShapesOfBodiesAreNoFault() {
        for (String call : realCalls()) {
            for (String body :
                    new String[] {"", "null", "[]", "1", "\"\"", "{", "[".repeat(2000), "{\"request\":[]}"}) {
                assertAnswered(call, body);
            }
        }
    }

    @Test
    void aDisconnectedProfileIsNoFaultWhateverItIsAskedFor() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        MessageId message = published(seat);
        ProfileId commented = board.profile("commented");
        CommentId comment = board.comment(commented, "c-" + seat.chat().value());
        disconnect(seat.profile());
        disconnect(commented);
        List<String> calls = new ArrayList<>(calls(seat, message));
        calls.add("POST /internal/comments/" + comment + "/hide");
        for (String call : calls) {
            assertAnswered(call, "{\"body\":\"new\",\"reaction\":\"like\",\"archived\":true}");
        }
    }

    private void disconnect(ProfileId profile) {
        board.run(
                "update profiles set status = 'inactive', disconnected_at = now(), updated_at = now() where id = $1",
                Tuple.of(profile.value()));
    }

    private void assertAnswered(String call, String body) {
        String[] parts = call.split(" ");
        RequestSpecification request = given().header(InternalApi.SECRET_HEADER, secret)
                .contentType("application/json")
                .urlEncodingEnabled(false);
        Response response = (parts[0].equals("GET") ? request : request.body(body)).request(parts[0], parts[1]);
        String text = call + " " + shortened(body) + " -> " + response.statusCode() + " " + response.asString();
        assertThat(response.statusCode()).as(text).isEqualTo(200);
        assertThat(Json.read(response.asString()).path("status").asInt())
                .as(text)
                .isBetween(200, 499);
    }

    private static String shortened(String text) {
        return text.length() < 200 ? text : text.substring(0, 200);
    }

    /** Every member that any route reads, as this text. */
    private static ObjectNode filled(String odd) {
        ObjectNode body = Json.object();
        for (String name : new String[] {
            "body", "reaction", "emoji", "text", "account_id", "profile_group_id", "profile_id", "external_id"
        }) {
            body.put(name, odd);
        }
        body.putObject("reply_markup").put(odd, odd);
        ObjectNode breaker = body.putArray("ice_breakers").addObject();
        breaker.put("question", odd).put("payload", odd);
        body.putObject("query").put("state", odd).put("code", odd).put(odd, odd);
        ObjectNode request = body.putObject("request");
        request.put("platform", odd).put("token", odd).put("account", odd).put("redirect_url", odd);
        return body;
    }

    private List<String> realCalls() {
        Seat seat = board.chat(board.profile("loopback"), "loopback");
        List<String> calls = new ArrayList<>(calls(seat, published(seat)));
        calls.add("POST /internal/connections");
        calls.add("POST /internal/oauth/dialog/callback");
        calls.add("POST /internal/comments/look_up");
        calls.add("POST /internal/profiles/" + seat.profile() + "/placements/x");
        return calls;
    }

    private static List<String> calls(Seat seat, MessageId message) {
        return List.of(
                "PATCH /internal/messages/" + message,
                "POST /internal/messages/" + message + "/reaction",
                "DELETE /internal/messages/" + message + "/reaction",
                "POST /internal/chats/" + seat.chat() + "/archived",
                "POST /internal/chats/" + seat.chat() + "/cold_send_check",
                "GET /internal/profiles/" + seat.profile() + "/ice_breakers",
                "POST /internal/profiles/" + seat.profile() + "/ice_breakers");
    }

    private MessageId published(Seat seat) {
        MessageId message = board.acceptUnseen(seat, "hello");
        board.run(
                "update messages set status = 'published', external_id = $2 where id = $1",
                Tuple.of(message.value(), "sent-" + message.value()));
        return message;
    }
}
