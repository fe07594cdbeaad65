package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one customer, or a stranger, does to dispatch is nobody else's trouble. */
@QuarkusTest
class DispatchIsolationTest {
    private static final int MANY = 40;
    private static final int MORE_THAN_THE_POOL = 100;
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Map<String, String> CHANGE = Map.of("body", "better");

    private final Tenancy one = Tenancy.fresh();
    private final Tenancy other = Tenancy.fresh();
    private final ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void allGoHome() {
        customers.shutdownNow();
    }

    @Test
    void aStrangersNonsenseDoesNotReachDispatch() {
        Api stranger = Api.with("");
        List<String> asked = List.of(
                "/oauth/facebook/callback?state=%00",
                "/oauth/facebook/callback?state=s&code=%00",
                "/oauth/facebook/callback?state=s&%00=x",
                "/oauth/facebook/callback?state=" + "s".repeat(3000),
                "/oauth/facebook/callback?state=s%ED%A0%80",
                "/oauth/fax/callback?state=s");
        int before =
                StubbedDispatch.calls("POST /internal/oauth/facebook/callback").size();
        for (int i = 0; i < MANY; i++) {
            String path = asked.get(i % asked.size());
            assertThat(stranger.get(path).status()).as(path).isEqualTo(400);
        }
        assertThat(StubbedDispatch.calls("POST /internal/oauth/facebook/callback"))
                .hasSize(before);
        assertThat(StubbedDispatch.calls("POST /internal/oauth/fax/callback")).isEmpty();
        assertActsAtOnce(other, "facebook");
    }

    @Test
    void anAccountWhoseActionsFailStopsNoOther() {
        String message = published(one, "telegram");
        StubbedDispatch.breaks(edit(message));
        for (int i = 0; i < MANY; i++) {
            assertThat(change(one, message).status()).isIn(503, 504);
        }
        assertThat(change(one, message).status()).as("refused at once").isEqualTo(503);
        assertThat(StubbedDispatch.calls(edit(message))).hasSizeLessThan(MANY);
        assertActsAtOnce(other, "telegram");
        assertActsAtOnce(one, "facebook");
    }

    @Test
    void aFaultInOneActionIsThatRequestsAlone() {
        String message = published(one, "telegram");
        StubbedDispatch.answers(edit(message), InternalAnswer.refused(500, "Internal server error (incident 1)"));
        for (int i = 0; i < MANY; i++) {
            Answer failed = change(one, message);
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.error()).isEqualTo("Internal server error (incident 1)");
        }
        assertActsAtOnce(one, "telegram");
    }

    @Test
    void anAccountWhoseActionsHangStopsNoOther() throws Exception {
        String message = published(one, "telegram");
        StubbedDispatch.holds(edit(message));
        List<Future<Answer>> hanging = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THE_POOL; i++) {
            hanging.add(customers.submit(() -> change(one, message)));
        }
        assertThat(hanging.getFirst().isDone()).isFalse();
        assertActsAtOnce(other, "telegram");
        assertActsAtOnce(other, "facebook");
        for (Future<Answer> each : hanging) {
            assertThat(each.get().status()).isIn(503, 504);
        }
        StubbedDispatch.releases(edit(message));
        assertActsAtOnce(other, "telegram");
    }

    private static void assertActsAtOnce(Tenancy customer, String platform) {
        String message = published(customer, platform);
        String path = "/api/messages/" + message;
        Instant before = Instant.now();
        Answer done = platform.equals("telegram")
                ? change(customer, message)
                : customer.api().post(path + "/react", Map.of("reaction", "love"));
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
    }

    private static Answer change(Tenancy customer, String message) {
        return customer.api().patch("/api/messages/" + message, CHANGE);
    }

    private static String published(Tenancy customer, String platform) {
        String message = customer.api()
                .post("/api/chats/" + customer.liveChat(platform) + "/messages", Map.of("body", "hello"))
                .text("/id");
        Rows.published(message, "80");
        return message;
    }

    private static String edit(String message) {
        return "PATCH /internal/messages/" + message;
    }
}
