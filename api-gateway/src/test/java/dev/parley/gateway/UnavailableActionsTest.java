package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a customer hears who waits for an action that nobody can perform, or who does not wait for it. */
@QuarkusTest
class UnavailableActionsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> CHANGE = Map.of("body", "better");

    private final Tenancy tenancy = Tenancy.fresh();

    @Test
    void noAnswerInTimeIsSaidToBeOpen() {
        String message = published();
        StubbedDispatch.holds(call(message));
        Answer late = edit(message);
        StubbedDispatch.releases(call(message));
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.error())
                .isEqualTo("The platform did not answer in time; the action may or may not have been performed");
    }

    @Test
    void whatDispatchSaysOfALatePlatformIsPassedOn() {
        String message = published();
        StubbedDispatch.answers(call(message), InternalAnswer.refused(504, "The platform did not answer in time"));
        Answer late = edit(message);
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.error()).isEqualTo("The platform did not answer in time");
    }

    @Test
    void aConnectionThatDispatchClosesIsNoHang() {
        String message = published();
        StubbedDispatch.hangsUp(call(message));
        Answer unavailable = edit(message);
        assertThat(unavailable.status()).isEqualTo(504);
        assertThat(unavailable.error())
                .isEqualTo("The platform did not answer in time; the action may or may not have been performed");
    }

    @Test
    void whenMostCallsFailTheNextCustomersAreToldAtOnceUntilDispatchIsBack() {
        String message = published();
        StubbedDispatch.breaks(call(message));
        String atOnce = "Actions on platforms are not possible right now; try again in a few seconds";
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> atOnce.equals(edit(message).error()));

        int asked = StubbedDispatch.calls(call(message)).size();
        Answer told = edit(message);
        assertThat(told.status()).isEqualTo(503);
        assertThat(StubbedDispatch.calls(call(message))).hasSize(asked);

        StubbedDispatch.answers(call(message), InternalAnswer.ok(null));
        await().atMost(SOON).until(() -> edit(message).status() == 200);
    }

    @Test
    void anActionWhoseCustomerHungUpIsPerformedOnceAndItsAnswerKept() throws IOException {
        String message = published();
        String key = UUID.randomUUID().toString();
        StubbedDispatch.holds(call(message));
        try (Socket customer = asks(message, key)) {
            await().atMost(SOON)
                    .until(() -> StubbedDispatch.calls(call(message)).size() == 1);
        }
        StubbedDispatch.releases(call(message));

        Api again = tenancy.api().and("Idempotency-Key", key);
        await().atMost(SOON)
                .until(() -> again.patch("/api/messages/" + message, CHANGE).status() == 200);
        assertThat(StubbedDispatch.calls(call(message))).hasSize(1);
    }

    /** The edit, over a connection that can be closed at any time. */
    private Socket asks(String message, String key) throws IOException {
        URI base = URI.create(Api.base());
        String body = Json.write(CHANGE);
        String request = "PATCH /api/messages/" + message + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nAuthorization: Bearer " + tenancy.api().key() + "\r\nIdempotency-Key: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private String published() {
        String message = tenancy.api()
                .post("/api/chats/" + tenancy.liveChat("telegram") + "/messages", Map.of("body", "hello"))
                .text("/id");
        Rows.published(message, "80");
        return message;
    }

    private static String call(String message) {
        return "PATCH /internal/messages/" + message;
    }

    private Answer edit(String message) {
        return tenancy.api().patch("/api/messages/" + message, CHANGE);
    }
}
