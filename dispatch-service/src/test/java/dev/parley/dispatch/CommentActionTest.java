package dev.parley.dispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.CommentedNetwork;
import dev.parley.id.CommentId;
import dev.parley.id.PostId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommentActionTest {
    @Inject
    Board board;

    @Inject
    CommentedNetwork network;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    @Test
    void hidingAndShowingMarkTheComment() {
        CommentId comment = board.comment(board.profile("commented"), "c-hide");
        act(comment, "hide", "{}").body("status", equalTo(200));
        assertThat(board.text("select is_hidden from comments where id = $1", comment.value()))
                .isEqualTo("true");
        act(comment, "unhide", "{}").body("status", equalTo(200));
        assertThat(board.text("select is_hidden from comments where id = $1", comment.value()))
                .isEqualTo("false");
        assertThat(network.acts()).contains("hide c-hide", "unhide c-hide");
    }

    @Test
    void aDeletedCommentIsGone() {
        CommentId comment = board.comment(board.profile("commented"), "c-delete");
        act(comment, "delete", "{}").body("status", equalTo(200));
        act(comment, "hide", "{}").body("status", equalTo(404));
        assertThat(board.text("select coalesce(body, 'none') from comments where id = $1", comment.value()))
                .isEqualTo("none");
    }

    @Test
    void anAnswerIsACommentOfOurOwn() {
        CommentId comment = board.comment(board.profile("commented"), "c-answer");
        String id = act(comment, "reply", "{\"text\":\"Sent you a message\"}")
                .body("status", equalTo(200))
                .extract()
                .path("result.id");
        long answer = CommentId.parse(id).orElseThrow().value();
        assertThat(board.text(
                        "select external_id || ':' || parent_external_id || ':' || status || ':' || is_own || ':' || body"
                                + " from comments where id = $1",
                        answer))
                .isEqualTo("answer-to-c-answer:c-answer:published:true:Sent you a message");
    }

    @Test
    void anAnswerToAnAnswerStandsBelowTheSameComment() {
        CommentId comment = board.comment(board.profile("commented"), "c-thread");
        String first = act(comment, "reply", "{\"text\":\"one\"}").extract().path("result.id");
        String second = act(CommentId.parse(first).orElseThrow(), "reply", "{\"text\":\"two\"}")
                .extract()
                .path("result.id");
        assertThat(board.text(
                        "select parent_external_id from comments where id = $1",
                        CommentId.parse(second).orElseThrow().value()))
                .isEqualTo("c-thread");
    }

    @Test
    void aCommentOfOurOwnStandsOnThePost() {
        CommentId other = board.comment(board.profile("commented"), "c-other");
        PostId post = new PostId(board.number("select post_id from comments where id = $1", other.value()));
        String id = internal()
                .body("{\"text\":\"Comment GUIDE for the checklist\"}")
                .post("/internal/posts/" + post + "/comments")
                .then()
                .body("status", equalTo(200))
                .extract()
                .path("result.id");
        assertThat(board.text(
                        "select post_id || ':' || coalesce(parent_external_id, 'top') || ':' || is_own from comments"
                                + " where id = $1",
                        CommentId.parse(id).orElseThrow().value()))
                .isEqualTo(post.value() + ":top:true");
    }

    @Test
    void aCommentOfOurOwnRemembersWhichRequestMadeIt() {
        CommentId comment = board.comment(board.profile("commented"), "c-ref");
        String id = act(comment, "reply", "{\"text\":\"Hi\",\"request_ref\":\"r1\"}")
                .extract()
                .path("result.id");
        String without = act(comment, "reply", "{\"text\":\"Hi\"}").extract().path("result.id");

        assertThat(id).isEqualTo(without);
        assertThat(board.text(
                        "select request_ref from comments where id = $1",
                        CommentId.parse(id).orElseThrow().value()))
                .isEqualTo("r1");
    }

    @Test
    void whatTheNetworkHasNotIs405() {
        CommentId comment = board.comment(board.profile("commented"), "c-like");
        act(comment, "like", "{}")
                .body("status", equalTo(405))
                .body("error", equalTo("Comments cannot be liked on commented"));
        CommentId elsewhere = board.comment(board.profile("loopback"), "c-none");
        act(elsewhere, "hide", "{}").body("status", equalTo(405));
    }

    @Test
    void aCommentWeWereNotToldOfIsAskedForAndToldOnce() {
        ProfileId profile = board.profile("commented");
        lookUp(profile, "known-1").body("status", equalTo(200));
        lookUp(profile, "known-1").body("status", equalTo(200));
        assertThat(board.text(
                        "select c.author_external_id || ':' || p.external_id from comments c join posts p on p.id = c.post_id"
                                + " where c.profile_id = $1",
                        profile.value()))
                .isEqualTo("author-1:post-1");
        assertThat(board.number(
                        "select count(*) from events where profile_id = $1 and type = 'comment.created'",
                        profile.value()))
                .isEqualTo(1);
    }

    @Test
    void aCommentNobodyKnowsIsNotFoundAndASilentNetworkIsSaidToBe() {
        ProfileId profile = board.profile("commented");
        lookUp(profile, "strange").body("status", equalTo(404));
        lookUp(profile, "slow").body("status", equalTo(503));
        lookUp(board.profile("loopback"), "known-1").body("status", equalTo(404));
    }

    private ValidatableResponse act(CommentId comment, String action, String body) {
        return internal()
                .body(body)
                .post("/internal/comments/" + comment + "/" + action)
                .then();
    }

    private ValidatableResponse lookUp(ProfileId profile, String externalId) {
        return internal()
                .body("{\"profile_id\":\"" + profile + "\",\"external_id\":\"" + externalId + "\"}")
                .post("/internal/comments/look_up")
                .then();
    }

    private RequestSpecification internal() {
        return given().header(InternalApi.SECRET_HEADER, secret).contentType("application/json");
    }
}
