package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every list has the same pages; messages have an order and filters of their own. */
@QuarkusTest
class ListsTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("facebook");
    private final String chat = tenancy.chat(profile, "4711");
    private final String messages = "/api/chats/" + chat + "/messages";

    @Test
    void everyListHasTheSamePages() {
        String post = Rows.post(profile);
        String hook = tenancy.api()
                .post("/api/webhooks", Map.of("url", "https://x.example", "events", List.of("*")))
                .text("/id");
        for (String list : List.of(
                "/api/profiles/" + profile + "/chats?",
                messages + "?",
                "/api/posts/" + post + "/comments?profile_id=" + profile + "&",
                "/api/comments?",
                "/api/webhooks/" + hook + "/deliveries?")) {
            assertPage(list, "", 0, 20);
            assertPage(list, "page=3&per_page=7", 3, 7);
            assertPage(list, "page=-1&per_page=0", 0, 20);
            assertPage(list, "page=x&per_page=y", 0, 20);
            assertPage(list, "per_page=101", 0, 100);
            assertThat(tenancy.api().get(list + "page=9").json().path("data"))
                    .as(list)
                    .isEmpty();
        }
    }

    private void assertPage(String list, String query, int page, int perPage) {
        JsonNode answer = tenancy.api().get(list + query).json();
        assertThat(List.of(answer.path("page").asInt(), answer.path("per_page").asInt()))
                .as(list + query)
                .containsExactly(page, perPage);
    }

    @Test
    void messagesAreListedByThePlatformsTimeAndElseByOurs() {
        String pending = tenancy.api().post(messages, Map.of("body", "pending")).text("/id");
        String early = Rows.inbound(chat, "m-early", "early");
        String late = Rows.inbound(chat, "m-late", "late");
        set(early, "external_posted_at = now() - interval '2 hours'");
        set(late, "external_posted_at = now() + interval '1 hour'");
        assertThat(ids("")).containsExactly(late, pending, early);
        assertThat(ids("?direction=outbound")).containsExactly(pending);
        assertThat(ids("?status=received&per_page=1")).containsExactly(late);
        assertThat(tenancy.api()
                        .get(messages + "?status=received&per_page=1")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(ids("?direction=sideways")).isEmpty();
        assertThat(ids("?status=read")).isEmpty();
    }

    @Test
    void whatWasUnsentStaysListed() {
        String message = Rows.inbound(chat, "m-unsent", "regretted");
        set(message, "external_deleted_at = now()");
        JsonNode listed = tenancy.api().get(messages).json().at("/data/0");
        assertThat(listed.path("id").asText()).isEqualTo(message);
        assertThat(listed.path("external_deleted_at").isTextual()).isTrue();
    }

    private List<String> ids(String query) {
        return tenancy.api().get(messages + query).json().path("data").findValuesAsText("id");
    }

    private static void set(String message, String assignment) {
        Rows.run(
                "update messages set " + assignment + " where id = ?",
                MessageId.parse(message).orElseThrow().value());
    }
}
