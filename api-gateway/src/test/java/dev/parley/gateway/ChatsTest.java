package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.ChatId;
import dev.parley.internal.InternalAnswer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatsTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("bluesky");
    private final String chats = "/api/profiles/" + profile + "/chats";

    private Answer open(String participant) {
        return tenancy.api().post(chats, Map.of("participant_external_id", participant));
    }

    @Test
    void aFreshChatKnowsNothingButItsParticipant() {
        Answer made = open("did:plc:fresh");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/participant_external_id")).isEqualTo("did:plc:fresh");
        assertThat(made.text("/platform")).isEqualTo("bluesky");
        assertThat(made.json().path("archived").asBoolean(true)).isFalse();
        for (String unknown : List.of(
                "participant_username",
                "participant_name",
                "participant_avatar_url",
                "external_conversation_id",
                "last_inbound_at",
                "last_outbound_at",
                "last_message_at",
                "metadata",
                "messaging_window")) {
            assertThat(made.json().get(unknown).isNull()).as(unknown).isTrue();
        }
        assertThat(Rows.query(
                        "select payload::text from platform_jobs where kind = 'look_up_participant' and chat_id = ?",
                        ChatId.parse(made.text("/id")).orElseThrow().value()))
                .containsExactly("{\"participant_external_id\": \"did:plc:fresh\"}");
    }

    @Test
    void aTelegramChatHasNoMessagingWindow() {
        String chat = tenancy.liveChat("telegram");
        assertThat(tenancy.api()
                        .get("/api/chats/" + chat)
                        .json()
                        .get("messaging_window")
                        .isNull())
                .isTrue();
    }

    @Test
    void whoComesSecondFindsTheSameChatAndFillsInWhatIsKnown() {
        String id = open("did:plc:twice").text("/id");
        Answer again = tenancy.api()
                .post(
                        chats,
                        Map.of(
                                "participant_external_id",
                                "did:plc:twice",
                                "participant_name",
                                "Ann",
                                "participant_username",
                                "ann"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(id);
        assertThat(again.text("/participant_name")).isEqualTo("Ann");
        assertThat(open("did:plc:twice").text("/participant_username")).isEqualTo("ann");
    }

    @Test
    void ofTwentyAtOnceExactlyOneMakesTheChat() throws Exception {
        Callable<Answer> request = () -> open("did:plc:race");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = clients.invokeAll(
                    IntStream.range(0, 20).mapToObj(i -> request).toList());
            int made = 0;
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 201);
                made += answer.get().status() == 201 ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(tenancy.api().get(chats).json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aMissingParticipantIsNamedTheFrameworksWay() {
        Answer answer = tenancy.api().post(chats, Map.of("participant_name", "x"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"status\":400,\"error\":\"Bad Request\",\"message\":"
                        + "\"param is missing or the value is empty: participant_external_id\"}");
    }

    @Test
    void chatsAreListedByTheirLastMessageAndThoseWithoutComeLast() {
        String silent = open("did:plc:silent").text("/id");
        String early = open("did:plc:early").text("/id");
        String late = open("did:plc:late").text("/id");
        setLast(early, "2026-05-01T10:00:00Z");
        setLast(late, "2026-05-02T10:00:00Z");
        assertThat(ids("")).containsExactly(late, early, silent);
        assertThat(ids("?before=2026-05-02T10:00:00.000Z")).containsExactly(early);
        assertThat(ids("?after=2026-05-01T12:00:00%2B02:00")).containsExactly(late);
        assertThat(ids("?after=2026-05-01T09:59:59Z&before=2026-05-03")).containsExactly(late, early);
        Answer bad = tenancy.api().get(chats + "?before=yesterday");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text()).isEqualTo("{\"error\":\"before must be an ISO 8601 timestamp\"}");
    }

    @Test
    void theTimeThatAChatShowsLeadsBehindIt() {
        String first = open("did:plc:first").text("/id");
        String second = open("did:plc:second").text("/id");
        setLast(first, "2026-05-01T10:00:00.123456Z");
        setLast(second, "2026-05-01T10:00:00.124Z");
        String shown = tenancy.api().get("/api/chats/" + first).text("/last_message_at");

        assertThat(ids("?after=" + shown)).containsExactly(second);
        assertThat(ids("?before=" + shown)).isEmpty();
    }

    @Test
    void aChatIsNotListedBeforeItsFirstMessage() {
        String chat = open("did:plc:unborn").text("/id");
        awaitsMessage(chat, "now()");
        assertThat(ids("")).isEmpty();
        assertThat(tenancy.api().get(chats).json().path("total").asInt()).isZero();

        awaitsMessage(chat, "now() - interval '11 seconds'");
        assertThat(ids("")).as("its message never came").containsExactly(chat);

        awaitsMessage(chat, "now()");
        setLast(chat, "2026-05-01T10:00:00Z");
        assertThat(ids("")).containsExactly(chat);
        assertThat(tenancy.api().get(chats).json().path("total").asInt()).isEqualTo(1);
    }

    private static void awaitsMessage(String chat, String since) {
        Rows.run(
                "update chats set awaits_message_since = " + since + " where id = ?",
                ChatId.parse(chat).orElseThrow().value());
    }

    private List<String> ids(String query) {
        return tenancy.api().get(chats + query).json().path("data").findValuesAsText("id");
    }

    private static void setLast(String chat, String time) {
        Rows.run(
                "update chats set last_message_at = ?::timestamptz where id = ?",
                time,
                ChatId.parse(chat).orElseThrow().value());
    }

    @Test
    void pagesAreClampedAndEchoed() {
        for (int i = 0; i < 3; i++) {
            open("did:plc:page" + i);
        }
        Answer second = tenancy.api().get(chats + "?page=1&per_page=2");
        assertThat(second.json().path("data")).hasSize(1);
        assertThat(second.text()).startsWith("{\"total\":3,\"page\":1,\"per_page\":2,\"data\":[");
        assertThat(tenancy.api().get(chats).text()).startsWith("{\"total\":3,\"page\":0,\"per_page\":20,");
        assertThat(tenancy.api().get(chats + "?per_page=1000000000").text()).contains("\"per_page\":100,");
        assertThat(tenancy.api().get(chats + "?page=-1&per_page=0").text()).contains("\"page\":0,\"per_page\":20,");
        assertThat(tenancy.api().get(chats + "?page=x&per_page=y").text()).contains("\"page\":0,\"per_page\":20,");
        assertThat(tenancy.api().get(chats + "?page=99999999999999").json().path("data"))
                .isEmpty();
    }

    @Test
    void aChatAnswersToItsConversationId() {
        String id = open("did:plc:convo").text("/id");
        Rows.run(
                "update chats set external_conversation_id = '3kconvo' where id = ?",
                ChatId.parse(id).orElseThrow().value());
        assertThat(tenancy.api().get("/api/chats/3kconvo").text("/id")).isEqualTo(id);
        assertThat(tenancy.api()
                        .post("/api/chats/3kconvo/messages", Map.of("body", "x"))
                        .status())
                .isEqualTo(202);
        assertThat(Tenancy.fresh().api().get("/api/chats/3kconvo").status()).isEqualTo(404);
    }

    @Test
    void archivingGoesThroughDispatchAndItsRefusalComesBack() {
        String id = open("did:plc:archive").text("/id");
        String call = "POST /internal/chats/" + id + "/archived";
        assertThat(tenancy.api()
                        .send(
                                "POST",
                                "/api/chats/" + id + "/archive",
                                null,
                                java.net.http.HttpRequest.BodyPublishers.noBody())
                        .status())
                .isEqualTo(200);
        assertThat(tenancy.api().delete("/api/chats/" + id + "/archive").text("/id"))
                .isEqualTo(id);
        assertThat(StubbedDispatch.calls(call))
                .extracting(body -> body.path("archived").asBoolean())
                .containsExactly(true, false);
        StubbedDispatch.answers(call, InternalAnswer.refused(422, "Convo not found"));
        Answer refused = tenancy.api().post("/api/chats/" + id + "/archive", "{}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).isEqualTo("{\"error\":\"Convo not found\"}");
    }

    @Test
    void whatCannotArchiveSaysWhoCan() {
        String chat = tenancy.liveChat("telegram");
        Answer refused = tenancy.api().post("/api/chats/" + chat + "/archive", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("Archiving chats is only supported on Bluesky");
        assertThat(tenancy.api().get("/api/chats/" + chat).json().has("archived"))
                .isFalse();
    }

    @Test
    void whatIsNotSaidOrNullClearsNothing() {
        String who = "{\"participant_external_id\":\"did:plc:kept\",\"participant_name\":";
        tenancy.api().post(chats, who + "\"Ann\"}");
        assertThat(tenancy.api().post(chats, who + "null}").text("/participant_name"))
                .isEqualTo("Ann");
        assertThat(open("did:plc:kept").text("/participant_name")).isEqualTo("Ann");
    }
}
