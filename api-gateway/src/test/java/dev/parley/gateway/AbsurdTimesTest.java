package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.ChatId;
import dev.parley.id.CommentId;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A time that cannot be true, stored before such times were refused, harms no list. */
@QuarkusTest
class AbsurdTimesTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("facebook");
    private final String chat = tenancy.chat(profile, "4711");

    @ParameterizedTest
    @ValueSource(
            strings = {"infinity", "-infinity", "294276-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "4713-01-01 BC"})
    void everyListShowsItAsATime(String time) {
        String message = Rows.inbound(chat, "m", "hello");
        String comment = Rows.comment(Rows.post(profile), profile, "c", null);
        Rows.run(
                "update messages set external_posted_at = ?::text::timestamptz, external_delivered_at ="
                        + " ?::text::timestamptz, external_read_at = ?::text::timestamptz where id = ?",
                time,
                time,
                time,
                MessageId.parse(message).orElseThrow().value());
        Rows.run(
                "update chats set last_inbound_at = ?::text::timestamptz, last_message_at = ?::text::timestamptz,"
                        + " window_opened_at = ?::text::timestamptz where id = ?",
                time,
                time,
                time,
                ChatId.parse(chat).orElseThrow().value());
        // Comments have been written from times that Java can hold, which infinity is not.
        Rows.run(
                "update comments set posted_at = nullif(nullif(?::text::timestamptz, 'infinity'), '-infinity') where id = ?",
                time,
                CommentId.parse(comment).orElseThrow().value());

        for (String list :
                List.of("/api/profiles/" + profile + "/chats", "/api/chats/" + chat + "/messages", "/api/comments")) {
            JsonNode answer = tenancy.api().get(list).json();
            assertThat(answer.path("data")).as(list + ": " + answer).hasSize(1);
        }
        JsonNode shown = tenancy.api().get("/api/chats/" + chat + "/messages").json();
        assertThat(shown.at("/data/0/external_posted_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z");
    }
}
