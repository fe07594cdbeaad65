package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.ChatId;
import dev.parley.id.CommentId;
import dev.parley.internal.InternalAnswer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PrivateRepliesTest {
    private static final Map<String, String> TEXT = Map.of("text", "Here it is");

    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("instagram");
    private final String post = Rows.post(profile);

    @Test
    void aPrivateReplyIsOncePerCommentForSevenDays() {
        String comment = comment("c-private");
        set(comment, "posted_at = now() - interval '8 days'");
        refused(comment, "Comment is older than 7 days");
        set(comment, "posted_at = now() - interval '6 days', status = 'pending'");
        refused(comment, "Comment is not published");
        set(comment, "status = 'synced', is_own = true");
        refused(comment, "Comment is the profile's own");
        set(comment, "is_own = false");

        Answer sent = reply(comment);

        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.text("/external_comment_id")).isEqualTo("c-private");
        assertThat(sent.text("/status")).isEqualTo("pending");
        refused(comment, "A private reply was already sent for this comment");
        Rows.run("update messages set status = 'failed' where external_comment_id = 'c-private'");
        assertThat(reply(comment).status()).isEqualTo(202);
    }

    @Test
    void theAgeThatNobodyKnowsIsTheNetworksToJudge() {
        String comment = comment("c-ageless");
        set(comment, "posted_at = null, created_at = now() - interval '6 days'");

        assertThat(reply(comment).status()).isEqualTo(202);
    }

    @Test
    void aCommentThatHasBeenKnownForLongerThanThatIsTooOld() {
        String comment = comment("c-known");
        set(comment, "posted_at = null, created_at = now() - interval '8 days'");

        assertThat(reply(comment).status()).isEqualTo(422);
    }

    @Test
    void fiftyAtOnceAreOne() throws Exception {
        String comment = comment("c-fifty");
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> one = () -> reply(comment).status();
            List<Future<Integer>> answers =
                    crowd.invokeAll(Stream.generate(() -> one).limit(50).toList());

            assertThat(answers)
                    .extracting(Future::resultNow)
                    .filteredOn(status -> status == 202)
                    .hasSize(1);
            assertThat(answers)
                    .extracting(Future::resultNow)
                    .filteredOn(status -> status == 422)
                    .hasSize(49);
        }
        assertThat(Rows.query("select count(*) from messages where external_comment_id = 'c-fifty'"))
                .containsExactly("1");
    }

    @Test
    void theChatCallsTheAuthorAsTheCommentDoes() {
        String chat = reply(comment("c-named")).text("/chat_id");

        assertThat(tenancy.api().get("/api/chats/" + chat).text("/participant_username"))
                .isEqualTo("jane");
    }

    @Test
    void withoutAnAuthorTheChatGoesByTheComment() {
        String comment = comment("c-anonymous");
        set(comment, "author_external_id = null");

        Answer sent = reply(comment);

        Answer chat = tenancy.api().get("/api/chats/" + sent.text("/chat_id"));
        assertThat(chat.text("/participant_external_id")).isEqualTo("comment:c-anonymous");
        assertThat(Rows.query(
                        "select count(*) from platform_jobs where chat_id = ?",
                        ChatId.parse(sent.text("/chat_id")).orElseThrow().value()))
                .containsExactly("0");
    }

    @Test
    void anAuthorWhoWasAnsweredBeforeHasOneChatWhateverTheyAreCalledThere() {
        String first = comment("c-first");
        String second = comment("c-second");
        set(first, "author_external_id = 'feed-1'");
        set(second, "author_external_id = 'feed-1'");
        String chat = reply(first).text("/chat_id");
        Rows.run(
                "update chats set participant_external_id = 'psid-1' where id = ?",
                ChatId.parse(chat).orElseThrow().value());

        assertThat(reply(second).text("/chat_id")).isEqualTo(chat);
    }

    @Test
    void aChatThatWasMergedMeanwhileIsFoundByItsAlias() {
        String merged = tenancy.liveChat("instagram");
        String chat = tenancy.liveChat("instagram");
        long alias = ChatId.parse(merged).orElseThrow().value();
        long target = ChatId.parse(chat).orElseThrow().value();
        Rows.run("insert into chat_aliases (alias_id, chat_id) values (?, ?)", alias, target);
        Rows.run("delete from chat_lanes where chat_id = ?", alias);
        Rows.run("delete from chats where id = ?", alias);

        Answer sent = tenancy.api().post("/api/chats/" + merged + "/messages", Map.of("body", "still there?"));

        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        assertThat(sent.text("/chat_id")).isEqualTo(chat);
        assertThat(tenancy.api().get("/api/chats/" + merged).text("/id")).isEqualTo(chat);
    }

    @Test
    void aKeyIsNotKeptForAMessageThatCouldNotBeStored() {
        String chat = tenancy.liveChat("instagram");
        long id = ChatId.parse(chat).orElseThrow().value();
        Rows.run("delete from chat_lanes where chat_id = ?", id);
        String key = "lost-" + id;

        Answer lost =
                tenancy.api().and("Idempotency-Key", key).post("/api/chats/" + chat + "/messages", Map.of("body", "x"));

        assertThat(lost.status()).isEqualTo(500);
        assertThat(Rows.query("select count(*) from idempotency_keys where key = ?", key))
                .containsExactly("0");
    }

    @Test
    void aCommentWeHaveNotHeardOfIsAskedFor() {
        String unknown = "/api/posts/" + post + "/comments/17900/private_reply?profile_id=" + profile;
        StubbedDispatch.answers("POST /internal/comments/look_up", InternalAnswer.refused(404, "Not found"));

        assertThat(tenancy.api().post(unknown, TEXT).status()).isEqualTo(404);

        assertThat(StubbedDispatch.calls("POST /internal/comments/look_up"))
                .anySatisfy(call -> assertThat(call.toString())
                        .isEqualTo("{\"profile_id\":\"" + profile + "\",\"external_id\":\"17900\"}"));
        String telegram = tenancy.profile("telegram");
        String elsewhere = "/api/posts/" + Rows.post(telegram) + "/comments/17900/private_reply?profile_id=";
        assertThat(tenancy.api().post(elsewhere + telegram, TEXT).status()).isEqualTo(422);
        assertThat(tenancy.api().post(elsewhere + "prof_x", TEXT).status()).isEqualTo(404);
    }

    private String comment(String externalId) {
        return Rows.comment(post, profile, externalId, null);
    }

    private static void set(String comment, String assignments) {
        Rows.run(
                "update comments set " + assignments + " where id = ?",
                CommentId.parse(comment).orElseThrow().value());
    }

    private Answer reply(String comment) {
        return tenancy.api()
                .post("/api/posts/" + post + "/comments/" + comment + "/private_reply?profile_id=" + profile, TEXT);
    }

    private void refused(String comment, String error) {
        Answer answer = reply(comment);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo(error);
    }
}
