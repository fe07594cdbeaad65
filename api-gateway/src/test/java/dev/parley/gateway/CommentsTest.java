package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommentsTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("telegram");
    private final String post = Rows.post(profile);
    private final String comment = Rows.comment(post, profile, "c-1", null);
    private final String comments = "/api/posts/" + post + "/comments";
    private final String as = "?profile_id=" + profile;

    @Test
    void commentsAreListedWithTheAnswersToThem() {
        String reply = Rows.comment(post, profile, "c-2", "c-1");
        Answer list = tenancy.api().get(comments + as);
        assertThat(list.json().path("total").asInt()).isEqualTo(1);
        assertThat(list.text("/data/0/id")).isEqualTo(comment);
        assertThat(list.text("/data/0/replies/0/id")).isEqualTo(reply);
        assertThat(list.json().at("/data/0/is_hidden").isBoolean()).isTrue();
        assertThat(tenancy.api().get(comments + "/c-1" + as).text("/id")).isEqualTo(comment);
        assertThat(tenancy.api().get(comments + as + "&from=2999-01-01").json().path("data"))
                .isEmpty();
    }

    @Test
    void theProfileMustBeNamedAndSeen() {
        Answer missing = tenancy.api().get(comments);
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text("/message")).isEqualTo("param is missing or the value is empty: profile_id");
        assertThat(Tenancy.fresh().api().get(comments + as).status()).isEqualTo(404);
        assertThat(tenancy.api().get("/api/posts/post_none/comments" + as).status())
                .isEqualTo(404);
    }

    @Test
    void theListOverAllPostsSaysWhereEachBelongs() {
        Answer all = tenancy.api().get("/api/comments?post_ids=" + post + ",unknown&per_page=500");
        assertThat(all.json().path("per_page").asInt()).isEqualTo(100);
        assertThat(all.text("/data/0/post_id")).isEqualTo(post);
        assertThat(all.text("/data/0/profile_id")).isEqualTo(profile);
        assertThat(all.text("/data/0/platform")).isEqualTo("telegram");
        assertThat(all.json().at("/data/0").has("replies")).isFalse();
        assertThat(tenancy.api()
                        .get("/api/comments?profiles=unknown")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void aPrivateReplyNeedsAProfileATextAndANetworkThatHasThem() {
        String path = comments + "/" + comment + "/private_reply";
        assertThat(tenancy.api().post(path, Map.of("text", "x")).text("/message"))
                .endsWith(": profile_id");
        assertThat(tenancy.api().post(path + as, "{}").text("/message")).endsWith(": text");
        Answer refused = tenancy.api().post(path + as, Map.of("text", "x"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).startsWith("Private replies are only supported on ");
    }

    @Test
    void aNetworkWithoutPrivateRepliesSaysSoWhateverCommentIsNamed() {
        for (String network : List.of("telegram", "bluesky")) {
            String without = tenancy.profile(network);
            for (String path : List.of("/api/posts/p-unknown/comments/c-unknown", comments + "/" + comment)) {
                Answer refused = tenancy.api().post(path + "/private_reply?profile_id=" + without, Map.of("text", "x"));
                assertThat(refused.status()).as(path).isEqualTo(422);
                assertThat(refused.error()).isEqualTo("Private replies are only supported on Instagram and Facebook");
            }
        }
        String page = tenancy.profile("facebook");
        assertThat(tenancy.api()
                        .post(
                                "/api/posts/p-unknown/comments/" + comment + "/private_reply?profile_id=" + page,
                                Map.of("text", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void actionsThatTheNetworkHasNotAre405WhateverCommentIsNamed() {
        String path = "/api/posts/p-unknown/comments/c-unknown";
        assertThat(tenancy.api().post(path + "/hide" + as, "").status()).isEqualTo(405);
        assertThat(tenancy.api().delete(path + as).status()).isEqualTo(405);
    }

    @Test
    void actionsThatTheNetworkHasNotAre405() {
        Answer refused = tenancy.api().post(comments + "/" + comment + "/hide" + as, "");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.error()).isEqualTo("Comments are not supported on Telegram");
        assertThat(tenancy.api().delete(comments + "/" + comment + as).status()).isEqualTo(405);
        assertThat(tenancy.api()
                        .post(comments + "/" + comment + "/explode" + as, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aCommentIsAnsweredByTheNetworksIdToo() {
        String page = tenancy.profile("facebook");
        String pagesPost = Rows.post(page);
        String asked = Rows.comment(pagesPost, page, "c-asked", null);
        String answer = Rows.comment(pagesPost, page, "c-answer", "c-asked");
        StubbedDispatch.answers(
                "POST /internal/comments/" + asked + "/reply",
                InternalAnswer.ok(Json.object().put("id", answer)));
        String path = "/api/posts/" + pagesPost + "/comments?profile_id=" + page;

        Answer made = tenancy.api().post(path, Map.of("text", "Ten euros", "parent_id", "c-asked"));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text("/id")).isEqualTo(answer);
        assertThat(made.text("/parent_external_id")).isEqualTo("c-asked");
        assertThat(made.text("/status")).isEqualTo("pending");
        assertThat(StubbedDispatch.calls("POST /internal/comments/" + asked + "/reply"))
                .extracting(body -> body.path("text").asText())
                .containsExactly("Ten euros");
        assertThat(tenancy.api().post(path, "{}").text("/message")).endsWith(": text");
    }

    @Test
    void withoutAParentTheCommentIsOnThePost() {
        String page = tenancy.profile("facebook");
        String pagesPost = Rows.post(page);
        String own = Rows.comment(pagesPost, page, "c-own", null);
        String call = "POST /internal/posts/" + pagesPost + "/comments";
        StubbedDispatch.answers(call, InternalAnswer.ok(Json.object().put("id", own)));

        Answer made = tenancy.api()
                .post("/api/posts/" + pagesPost + "/comments?profile_id=" + page, Map.of("text", "First!"));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text("/id")).isEqualTo(own);
        assertThat(made.text("/status")).isEqualTo("pending");
        assertThat(StubbedDispatch.calls(call))
                .extracting(body -> body.path("text").asText())
                .containsExactly("First!");
    }

    @Test
    void actionsOnCommentsGoThroughDispatch() {
        String page = tenancy.profile("facebook");
        String pagesPost = Rows.post(page);
        String told = Rows.comment(pagesPost, page, "c-told", null);
        String path = "/api/posts/" + pagesPost + "/comments/" + told;
        String query = "?profile_id=" + page;
        for (String action : List.of("hide", "unhide", "like", "unlike")) {
            assertThat(tenancy.api().post(path + "/" + action + query, "").text())
                    .as(action)
                    .isEqualTo("{\"accepted\":true}");
            assertThat(StubbedDispatch.calls("POST /internal/comments/" + told + "/" + action))
                    .as(action)
                    .hasSize(1);
        }
        assertThat(tenancy.api().delete(path + query).text()).isEqualTo("{\"accepted\":true}");
        StubbedDispatch.answers(
                "POST /internal/comments/" + told + "/like",
                InternalAnswer.refused(405, "Liking comments is not supported on Instagram"));
        Answer refused = tenancy.api().post(path + "/like" + query, "");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.text()).isEqualTo("{\"error\":\"Liking comments is not supported on Instagram\"}");
    }
}
