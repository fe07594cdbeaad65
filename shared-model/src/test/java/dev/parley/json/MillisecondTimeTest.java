package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.parley.wire.Reaction;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillisecondTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-01T00:36:32Z",
                "2026-12-01T00:36:32.5Z",
                "2026-12-01T00:36:32.123Z",
                "2026-12-01T00:36:32.123456Z"
            })
    void aTimeOfAnyPrecisionIsRead(String text) throws JsonProcessingException {
        Reaction read = Json.MAPPER.readValue("{\"sender_external_id\":\"a\",\"at\":\"" + text + "\"}", Reaction.class);

        assertThat(read.at()).isEqualTo(Instant.parse(text));
    }

    @Test
    void aWholeSecondIsWrittenWithItsMilliseconds() {
        Reaction whole = new Reaction("a", null, "love", Instant.parse("2026-12-01T00:36:32Z"));

        assertThat(Json.MAPPER.valueToTree(whole).path("at").asText()).isEqualTo("2026-12-01T00:36:32.000Z");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(
                        () -> Json.MAPPER.readValue("{\"sender_external_id\":\"a\",\"at\":\"soon\"}", Reaction.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
