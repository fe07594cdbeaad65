package dev.parley.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundCommandTest {
    @Test
    void aCommandComesBackAsItWasWritten() {
        OutboundCommand written = new OutboundCommand(
                1,
                new MessageId(1).toString(),
                new ChatId(2).toString(),
                new ProfileId(3).toString(),
                "5355585610",
                "Grüße 🌍",
                null,
                "77",
                Json.read("{\"inline_keyboard\":[]}"),
                null,
                null,
                null,
                Instant.parse("2026-06-01T10:00:00.123Z"));

        assertThat(OutboundCommand.read(written.write())).isEqualTo(new Reading.Readable<>(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"version\":1}",
                "{\"version\":3,\"message_id\":\"msg_0000000000001\"}",
                "{\"version\":1,\"message_id\":\"msg_0000000000001\",\"chat_id\":\"12\",\"profile_id\":\"prof_0000000000003\"}",
                "{\"version\":1,\"message_id\":7,\"chat_id\":{},\"profile_id\":\"prof_0000000000003\"}"
            })
    void aCommandThatCannotBeReadSaysWhy(String value) {
        assertThat(OutboundCommand.read(value.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Reading.Malformed.class);
    }
}
