package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SendingTest {
    private static final String EVERY_MEMBER = """
            id chat_id external_id direction body status tag external_comment_id error_message error_details \
            platform_data external_posted_at external_delivered_at external_read_at external_edited_at \
            reply_to_external_id reply_markup quick_replies buttons card tapped_action external_deleted_at \
            reactions attachments links sent_by is_unsupported created_at""";

    private final Tenancy tenancy = Tenancy.fresh();
    private final String chat = tenancy.liveChat("bluesky");
    private final String path = "/api/chats/" + chat + "/messages";

    @Test
    void anAcceptedSendIsPendingAndFull() {
        Answer sent = tenancy.api().post(path, Map.of("body", "Hello"));
        assertThat(sent.status()).isEqualTo(202);
        JsonNode message = sent.json();
        Set<String> members = new HashSet<>();
        message.fieldNames().forEachRemaining(members::add);
        assertThat(members).containsExactlyInAnyOrder(EVERY_MEMBER.split("\\s+"));
        assertThat(message.path("status").asText()).isEqualTo("pending");
        assertThat(message.path("direction").asText()).isEqualTo("outbound");
        assertThat(message.path("external_id").isNull()).isTrue();
        assertThat(message.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(message.path("reactions").isArray()).isTrue();
        assertThat(tenancy.api()
                        .get("/api/messages/" + message.path("id").asText())
                        .json())
                .isEqualTo(message);
    }

    @Test
    void neitherBodyNorMediaIsRefused() {
        for (String nothing : List.of("{}", "{\"body\":null}", "{\"body\":\"  \"}", "{\"media\":[]}", "")) {
            Answer answer = tenancy.api().post(path, nothing);
            assertThat(answer.status()).as(nothing).isEqualTo(400);
        }
        assertThat(tenancy.api().post(path, "{}").text()).isEqualTo("{\"error\":\"body or media is required\"}");
    }

    @Test
    void sendsOfAChatAreNumberedWithoutGapsAndTheLaneIsDue() {
        IntStream.range(0, 5).forEach(i -> tenancy.api().post(path, Map.of("body", "no " + i)));
        long id = ChatId.parse(chat).orElseThrow().value();
        assertThat(Rows.query(
                        "select body || ':' || send_number from messages where chat_id = ? and send_number is not null order by send_number",
                        id))
                .containsExactly("no 0:1", "no 1:2", "no 2:3", "no 3:4", "no 4:5");
        assertThat(Rows.query(
                        "select next_send || ' ' || (due_at <= now()) || ' ' || message_count from chat_lanes where chat_id = ?",
                        id))
                .containsExactly("6 true 6");
        Answer list = tenancy.api().get(path + "?direction=outbound");
        assertThat(list.json().at("/total").asInt()).isEqualTo(5);
        assertThat(tenancy.api().get(path).json().at("/total").asInt()).isEqualTo(6);
    }

    @Test
    void fiftyRequestsWithOneKeyMakeOneSend() throws Exception {
        Callable<Answer> request =
                () -> tenancy.api().and("Idempotency-Key", "fifty").post(path, Map.of("body", "once"));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = clients.invokeAll(
                    IntStream.range(0, 50).mapToObj(i -> request).toList());
            Set<String> bodies = new HashSet<>();
            for (Future<Answer> future : answers) {
                Answer answer = future.get();
                assertThat(answer.status()).isIn(202, 409);
                if (answer.status() == 202) {
                    bodies.add(answer.text());
                }
            }
            assertThat(bodies).hasSize(1);
        }
        assertThat(Rows.query("select count(*) from messages where body = 'once'"))
                .containsExactly("1");
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        var api = tenancy.api().and("Idempotency-Key", "k");
        assertThat(api.post(path, Map.of("body", "a")).status()).isEqualTo(202);
        Answer other = api.post(path, Map.of("body", "b"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.error()).isEqualTo("Idempotency-Key was already used with a different request");
        var tooLong = tenancy.api().and("Idempotency-Key", "x".repeat(256)).post(path, Map.of("body", "a"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.error()).isEqualTo("Idempotency-Key is too long (maximum is 255 characters)");
    }

    @Test
    void aRefusalLeavesTheKeyFree() {
        var api = tenancy.api().and("Idempotency-Key", "free");
        assertThat(api.post(path, "{}").status()).isEqualTo(400);
        assertThat(api.post(path, Map.of("body", "now")).status()).isEqualTo(202);
    }

    @Test
    void anotherWriteUnderAKeyReplaysStatusAndBody() {
        String profile = tenancy.profile("bluesky");
        var api = tenancy.api().and("Idempotency-Key", "open");
        Map<String, String> who = Map.of("participant_external_id", "did:plc:new");
        Answer first = api.post("/api/profiles/" + profile + "/chats", who);
        Answer second = api.post("/api/profiles/" + profile + "/chats", who);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(tenancy.api()
                        .post("/api/profiles/" + profile + "/chats", who)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTextOverTheNetworksLimitIsRefused() {
        Answer answer = tenancy.api().post(path, Map.of("body", "x".repeat(1001)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("body is too long (maximum is 1000 graphemes)");
    }

    @Test
    void mediaWhereThereAreNoneAreRefused() {
        Answer answer = tenancy.api().post(path, Map.of("media", List.of("https://example.com/a.png")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("Attachments are not supported on Bluesky");
    }

    @Test
    void aMessageIsFoundByThePlatformsIdTheNewestFirst() {
        String first = tenancy.api().post(path, Map.of("body", "1")).text("/id");
        String second = tenancy.api().post(path, Map.of("body", "2")).text("/id");
        String otherChat = tenancy.liveChat("bluesky");
        String third = tenancy.api()
                .post("/api/chats/" + otherChat + "/messages", Map.of("body", "3"))
                .text("/id");
        Rows.published(first, "5821");
        Rows.published(third, "5821");
        assertThat(tenancy.api().get("/api/messages/5821").text("/id")).isEqualTo(third);
        Rows.published(second, "odd.$_-=:1");
        assertThat(tenancy.api().get("/api/messages/odd.$_-=:1").text("/id")).isEqualTo(second);
        assertThat(tenancy.api().get("/api/messages/odd%2E%24%5F%2D%3D%3A1").text("/id"))
                .isEqualTo(second);
        assertThat(MessageId.parse(third)).isPresent();
    }
}
