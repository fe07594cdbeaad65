package dev.parley.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordTest {
    private static final String EVENT = new EventId(9).toString();
    private static final String ACCOUNT = new AccountId(7).toString();

    private static EventRecord inChat(String envelope) {
        return new EventRecord(
                1,
                new EventId(9).toString(),
                ACCOUNT,
                null,
                null,
                new ChatId(3).toString(),
                12L,
                "message.sent",
                envelope);
    }

    @Test
    void theEnvelopeReachesSubscribersByteForByte() {
        EventRecord written = inChat("{\"id\" : \"evt_1\",\"n\":1.10,\"text\":\"\\u00e9\"}");

        assertThat(EventRecord.read(written.write())).isEqualTo(new Reading.Readable<>(written));
    }

    @Test
    void eventsOfOneChatShareAKey() {
        assertThat(inChat("{}").key()).isEqualTo(new ChatId(3).toString());
    }

    @Test
    void anEventOfNoChatIsKeyedByItsAccountAtLast() {
        EventRecord event = new EventRecord(1, "evt_x", ACCOUNT, null, null, null, null, "webhook.disabled", "{}");

        assertThat(event.key()).isEqualTo(ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"version\":1}",
                "{\"version\":1,\"event_id\":\"evt_0000000000009\",\"account_id\":\"acc_0000000000007\",\"type\":\"t\"}",
                "{\"version\":1,\"event_id\":\"evt_0000000000009\",\"account_id\":\"acc_0000000000007\",\"type\":\"t\",\"envelope\":[]}",
                "{\"version\":1,\"event_id\":\"9\",\"account_id\":\"acc_0000000000007\",\"type\":\"t\",\"envelope\":{}}",
                "{\"version\":9,\"event_id\":\"evt_0000000000009\",\"account_id\":\"acc_0000000000007\",\"type\":\"t\",\"envelope\":{}}"
            })
    void aRecordThatCannotBeReadSaysWhy(String value) {
        assertThat(EventRecord.read(value.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void saysWhatItCameOf() {
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        EventRecord told = new EventRecord(
                1,
                EVENT,
                ACCOUNT,
                null,
                null,
                null,
                null,
                "message.sent",
                new Cause("telegram", at, "00-a-b-01"),
                "{}");

        assertThat(EventRecord.read(told.write())).isEqualTo(new Reading.Readable<>(told.tracedBy(null)));
        assertThat(new String(told.write(), StandardCharsets.UTF_8)).doesNotContain("traceparent");
    }

    @Test
    void anUnreadableTimeIsNoReasonToRefuseIt() {
        String record = """
                {"version":1,"event_id":"%s","account_id":"%s","type":"x","occurred_at":"yesterday","envelope":{}}""".formatted(EVENT, ACCOUNT);

        assertThat(EventRecord.read(record.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Reading.Readable.class);
    }
}
