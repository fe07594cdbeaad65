package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
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
}
