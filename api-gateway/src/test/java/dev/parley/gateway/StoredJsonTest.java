package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.MessageId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON columns hold objects, not texts that look like them. */
@QuarkusTest
class StoredJsonTest {
    private final Tenancy tenancy = Tenancy.fresh();
    private final String chat = tenancy.liveChat("telegram");

    @Test
    void aKeyboardIsStoredAndShownAsTheObjectItIs() {
        Map<String, Object> keyboard =
                Map.of("inline_keyboard", List.of(List.of(Map.of("text", "Yes", "callback_data", "yes"))));

        Answer sent = tenancy.api()
                .post("/api/chats/" + chat + "/messages", Map.of("body", "pick", "reply_markup", keyboard));

        assertThat(sent.status()).isEqualTo(202);
        JsonNode stored = tenancy.api()
                .get("/api/messages/" + sent.json().path("id").asText())
                .json();
        assertThat(stored.at("/reply_markup/inline_keyboard/0/0/callback_data").asText())
                .isEqualTo("yes");
        assertThat(stored).isEqualTo(sent.json());
    }

    @Test
    void mediaToBeFetchedLeavesAJobThatSaysWhere() {
        Answer sent = tenancy.api()
                .post("/api/chats/" + chat + "/messages", Map.of("media", List.of("https://example.com/a.png")));

        assertThat(sent.status()).isEqualTo(202);
        long id = MessageId.parse(sent.json().path("id").asText()).orElseThrow().value();
        assertThat(Rows.query("select payload ->> 'url' from platform_jobs where message_id = ?", id))
                .containsExactly("https://example.com/a.png");
        assertThat(Rows.query("select source ->> 'url' from attachments where message_id = ?", id))
                .containsExactly("https://example.com/a.png");
    }
}
