package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.UnreadableItemException;
import dev.parley.topic.InboundRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateReaderTest {
    private static final Instant RECEIVED = Instant.parse("2026-06-01T10:00:00Z");

    private static final ObjectWriter SORTED =
            Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).withDefaultPrettyPrinter();

    static Stream<String> updates() {
        return Updates.names();
    }

    @ParameterizedTest
    @MethodSource("updates")
    void anUpdateBecomesWhatStandsBesideIt(String name) throws JsonProcessingException {
        List<InboundEvent> events = read(new String(Updates.bytes(name), StandardCharsets.UTF_8));

        ArrayNode shown = Json.array();
        events.forEach(event -> shown.add(shown(event)));
        assertThat(sorted(shown)).isEqualTo(sorted(Updates.expected(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"message\":5}",
                "{\"message\":{\"message_id\":1}}",
                "{\"message\":{\"message_id\":1,\"chat\":{\"type\":\"private\"}}}",
                "{\"edited_message\":{\"chat\":{\"id\":1,\"type\":\"private\"}}}",
                "{\"callback_query\":{\"data\":\"x\"}}",
                "{\"my_chat_member\":{}}"
            })
    void whatTelegramNeverSendsIsUnreadable(String update) {
        assertThatThrownBy(() -> read(update)).isInstanceOf(UnreadableItemException.class);
    }

    private static List<InboundEvent> read(String update) {
        return UpdateReader.read(
                TelegramAdapter.bot(),
                new InboundRecord(1, "telegram", TelegramAdapter.BOT_ID, null, RECEIVED, null, update));
    }

    private static String sorted(JsonNode events) throws JsonProcessingException {
        return SORTED.writeValueAsString(Json.MAPPER.convertValue(events, Object.class));
    }

    private static JsonNode shown(InboundEvent event) {
        ObjectNode shown =
                Json.object().put("event", event.getClass().getSimpleName()).put("key", event.key());
        shown.setAll((ObjectNode) Json.MAPPER.valueToTree(event));
        return withoutNothing(shown);
    }

    private static JsonNode withoutNothing(ObjectNode node) {
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull() || (value.isArray() && value.isEmpty())) {
                empty.add(member.getKey());
            } else if (value instanceof ObjectNode object) {
                withoutNothing(object);
            } else {
                value.forEach(each -> {
                    if (each instanceof ObjectNode object) {
                        withoutNothing(object);
                    }
                });
            }
        }
        return node.remove(empty);
    }
}
