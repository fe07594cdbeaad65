package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.gateway.testing.WriteRoutes;
import dev.parley.gateway.testing.WriteRoutes.Write;
import dev.parley.id.AccountId;
import dev.parley.id.CommentId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The answer to an action on a platform is lost, and the request comes again under its {@code Idempotency-Key}. What
 * would be there twice is not done again; everything else is, because that is how one learns what came of it.
 */
@QuarkusTest
class LostAnswersTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String UNKNOWN =
            "The outcome of the first request with this Idempotency-Key is unknown: it may or may not have been performed";
    private static final String COMMENT = "POST /api/posts/{post_id}/comments";

    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("facebook");
    private final String post = Rows.post(profile);
    private final String comments = "/api/posts/" + post + "/comments?profile_id=" + profile;
    private final String commentCall = "POST /internal/posts/" + post + "/comments";

    private Answer says(String key, String text) {
        return tenancy.api().and("Idempotency-Key", key).post(comments, Map.of("text", text));
    }

    private enum Loss {
        /** The platform did not answer, or answered with an error of its own. */
        AT_PLATFORM,
        /** Dispatch failed after the platform had done it. */
        IN_DISPATCH,
        /** The same, and dispatch could still say so. */
        INCIDENT,
        /** Dispatch was killed. */
        HUNG_UP,
        /** Dispatch took too long. */
        TOO_LATE;

        void strike(String call) {
            switch (this) {
                case AT_PLATFORM -> StubbedDispatch.answers(call, InternalAnswer.refused(504, "No answer"));
                case IN_DISPATCH -> StubbedDispatch.breaks(call);
                case INCIDENT -> StubbedDispatch.answers(call, InternalAnswer.refused(500, "Internal server error"));
                case HUNG_UP -> StubbedDispatch.hangsUp(call);
                case TOO_LATE -> StubbedDispatch.holds(call);
            }
        }
    }

    @Test
    void aRepeatedRequestIsPerformedAgainUnlessItWouldBeThereTwice() {
        for (String name : WriteRoutes.names()) {
            WriteRoutes routes = WriteRoutes.fresh();
            Write write = routes.write(name);
            @Nullable String call = write.call();
            if (call == null) {
                continue;
            }
            Api keyed = routes.tenancy().api().and("Idempotency-Key", "lost");
            int before = StubbedDispatch.calls(call).size();
            Loss.AT_PLATFORM.strike(call);
            assertThat(write.as(keyed).status()).as(name).isEqualTo(504);
            routes.dispatchAnswers(write);

            Answer second = write.as(keyed);
            Answer third = write.as(keyed);

            boolean once = name.equals(COMMENT);
            assertThat(second.status()).as(name + " " + second.text()).isEqualTo(once ? 409 : 200);
            assertThat(third.text()).as(name).isEqualTo(second.text());
            assertThat(StubbedDispatch.calls(call)).as(name).hasSize(before + (once ? 1 : 2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommentIsNotMadeAgainHoweverItsAnswerWasLost(Loss loss) {
        loss.strike(commentCall);
        Answer first = says("lost", "Thanks");
        StubbedDispatch.releases(commentCall);
        StubbedDispatch.answers(commentCall, InternalAnswer.ok(Json.object().put("id", "cmt_1")));

        assertThat(first.status()).isEqualTo(loss == Loss.INCIDENT ? 500 : 504);
        assertThat(first.error()).isNotEmpty();
        for (int i = 0; i < 3; i++) {
            Answer again = says("lost", "Thanks");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.error()).isEqualTo(UNKNOWN);
        }
        assertThat(says("lost", "Other").status()).isEqualTo(422);
        assertThat(StubbedDispatch.calls(commentCall)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerToACommentIsNotMadeAgain(Loss loss) {
        String other = Rows.comment(post, profile, "c-" + Rows.idNumber(), null);
        String call = "POST /internal/comments/" + other + "/reply";
        Api keyed = tenancy.api().and("Idempotency-Key", "lost");
        Map<String, String> body = Map.of("text", "Thanks", "parent_id", other);
        loss.strike(call);
        Answer first = keyed.post(comments, body);
        StubbedDispatch.releases(call);
        StubbedDispatch.answers(call, InternalAnswer.ok(Json.object().put("id", other)));

        assertThat(first.status()).isIn(500, 504);
        assertThat(keyed.post(comments, body).error()).isEqualTo(UNKNOWN);
        assertThat(StubbedDispatch.calls(call)).hasSize(1);
    }

    @Test
    void whatWasCertainlyNotDoneLeavesTheKeyFree() {
        for (int status : List.of(422, 405, 503)) {
            StubbedDispatch.answers(commentCall, InternalAnswer.refused(status, "Not now"));
            assertThat(says("free", "Thanks").status()).isEqualTo(status);
        }
        String made = Rows.comment(post, profile, "c-" + Rows.idNumber(), null);
        StubbedDispatch.answers(commentCall, InternalAnswer.ok(Json.object().put("id", made)));

        assertThat(says("free", "Thanks").status()).isEqualTo(201);
        assertThat(StubbedDispatch.calls(commentCall)).hasSize(4);
    }

    @Test
    void aGatewayThatDiedLeavesTheKeyTaken() {
        String made = Rows.comment(post, profile, "c-" + Rows.idNumber(), null);
        StubbedDispatch.answers(commentCall, InternalAnswer.ok(Json.object().put("id", made)));
        StubbedDispatch.holds(commentCall);
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(() -> says("dead", "Thanks"));
        await().atMost(SOON).until(() -> !StubbedDispatch.calls(commentCall).isEmpty());
        assertThat(says("dead", "Thanks").error()).contains("already in progress");

        Rows.run(
                "update idempotency_keys set claimed_until = now() - interval '1 second' where account_id = ?",
                account());
        assertThat(says("dead", "Thanks").error()).isEqualTo(UNKNOWN);
        StubbedDispatch.releases(commentCall);

        assertThat(running.join().status()).isEqualTo(201);
        assertThat(says("dead", "Thanks").text("/id")).isEqualTo(made);
        assertThat(StubbedDispatch.calls(commentCall)).hasSize(1);
        assertThat(Rows.query(
                        "select expires_at > now() + interval '23 hours' from idempotency_keys where account_id = ?",
                        account()))
                .containsExactly("t");
    }

    @Test
    void aCommentThatDispatchWroteDownIsShownWhenTheRequestComesAgain() {
        String made = lost("lost");
        Rows.run(
                "update comments set request_ref = ?, is_own = true where id = ?",
                StubbedDispatch.calls(commentCall)
                        .getFirst()
                        .path("request_ref")
                        .asText(),
                number(made));

        Answer again = says("lost", "Thanks");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/id")).isEqualTo(made);
        assertThat(says("lost", "Thanks").text()).isEqualTo(again.text());
        assertThat(StubbedDispatch.calls(commentCall)).hasSize(1);
    }

    @Test
    void aCommentThatTheWebhookToldOfIsShownOnceToOneRequest() {
        String made = lost("lost");
        assertThat(says("another", "Thanks").status()).isEqualTo(504);
        String told =
                "update comments set is_own = true, body = 'Thanks', created_at = now() - ?::interval where id = ?";

        Rows.run(told, "1 second", number(made));
        assertThat(says("lost", "Thanks").error())
                .as("another request may have made it")
                .isEqualTo(UNKNOWN);
        Rows.run(told, "1 hour", number(made));
        assertThat(says("lost", "Thanks").error()).as("it was there before").isEqualTo(UNKNOWN);
        Rows.run(told, "5 minutes", number(made));
        Rows.run("update comments set body = 'Other' where id = ?", number(made));
        assertThat(says("lost", "Thanks").error()).as("it says something else").isEqualTo(UNKNOWN);
        Rows.run("update comments set body = 'Thanks', is_own = false where id = ?", number(made));
        assertThat(says("lost", "Thanks").error()).as("somebody else's").isEqualTo(UNKNOWN);
        Rows.run("update comments set is_own = true where id = ?", number(made));

        assertThat(says("lost", "Thanks").text("/id")).isEqualTo(made);
        assertThat(says("another", "Thanks").error()).isEqualTo(UNKNOWN);
        assertThat(says("lost", "Thanks").text("/id")).isEqualTo(made);
    }

    /** A comment whose answer was lost ten minutes ago; a row that may be it. */
    private String lost(String key) {
        StubbedDispatch.hangsUp(commentCall);
        assertThat(says(key, "Thanks").status()).isEqualTo(504);
        Rows.run(
                "update idempotency_keys set created_at = now() - interval '10 minutes' where account_id = ?",
                account());
        return Rows.comment(post, profile, "c-" + Rows.idNumber(), null);
    }

    private static long number(String comment) {
        return CommentId.parse(comment).orElseThrow().value();
    }

    private long account() {
        return AccountId.parse(tenancy.account()).orElseThrow().value();
    }
}
