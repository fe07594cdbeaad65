package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiDocumentTest {
    private final JsonNode document = Api.with("")
            .and("Accept", "application/json")
            .get("/docs/openapi.json")
            .json();

    @Test
    void everyOperationHasASummaryAndItsErrors() {
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        int operations = 0;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = operation.getKey() + " " + path.getKey();
                assertThat(operation.getValue().path("summary").asText())
                        .as(name)
                        .isNotBlank()
                        .doesNotContain("/api");
                for (String status : Set.of("401", "404", "422")) {
                    assertThat(operation.getValue().path("responses").has(status))
                            .as(name)
                            .isTrue();
                }
                operations++;
            }
        }
        assertThat(operations).isGreaterThanOrEqualTo(45);
    }

    @Test
    void aPageShowsTheDocument() {
        Answer page = Api.with("").get("/docs/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("/docs/openapi.json");
    }

    @Test
    void messagesAndChatsHaveTheMembersTheDocumentNames() {
        Tenancy tenancy = Tenancy.fresh();
        String chat = tenancy.liveChat("bluesky");
        Answer message = tenancy.api().post("/api/chats/" + chat + "/messages", Map.of("body", "x"));
        assertThat(members("Message")).containsAll(names(message.json()));
        assertThat(members("Chat"))
                .containsAll(names(tenancy.api().get("/api/chats/" + chat).json()));
        Answer hook = tenancy.api().post("/api/webhooks", Map.of("url", "https://x.example", "events", Set.of("*")));
        assertThat(members("WebhookAnswer")).containsAll(names(hook.json()));
        assertThat(members("Error"))
                .containsAll(names(tenancy.api().get("/api/chats/none").json()));
    }

    private Set<String> members(String schema) {
        return names(document.at("/components/schemas/" + schema + "/properties"));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
