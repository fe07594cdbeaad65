package dev.parley.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundRecordTest {
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":  1.10, \"b\":\"\\u00e9\\/\"}",
                "[1,2 , 3]",
                "\"text with \\\" quote\"",
                "12345678901234567890",
                "null",
                "{\"deep\":{\"deeper\":[{}]},\"ü\":\"ß\"}"
            })
    void theItemKeepsItsVeryBytes(String item) {
        InboundRecord written = new InboundRecord(1, "telegram", "4242", "prof_x", AT, "context", item);

        Reading<InboundRecord> read = InboundRecord.read(written.write());

        assertThat(read).isEqualTo(new Reading.Readable<>(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"version\":2,\"platform\":\"telegram\",\"account\":\"1\",\"item\":{}}",
                "{\"version\":1,\"platform\":\"telegram\",\"item\":{}}",
                "{\"version\":1,\"platform\":\"telegram\",\"account\":\"1\"}",
                "{\"version\":1,\"platform\":\"telegram\",\"account\":\"1\",\"item\":{\"a\":",
                "{\"version\":1,\"platform\":\"t\",\"account\":\"1\",\"received_at\":\"yesterday\",\"item\":{}}"
            })
    void aRecordThatCannotBeReadSaysWhy(String value) {
        Reading<InboundRecord> read = InboundRecord.read(value.getBytes(StandardCharsets.UTF_8));

        assertThat(read).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void unknownMembersAreSkipped() {
        String value =
                "{\"new\":{\"x\":[1]},\"version\":1,\"platform\":\"t\",\"account\":\"1\",\"item\":{\"k\":1},\"more\":true}";

        Reading<InboundRecord> read = InboundRecord.read(value.getBytes(StandardCharsets.UTF_8));

        assertThat(read)
                .isEqualTo(
                        new Reading.Readable<>(new InboundRecord(1, "t", "1", null, Instant.EPOCH, null, "{\"k\":1}")));
    }
}
