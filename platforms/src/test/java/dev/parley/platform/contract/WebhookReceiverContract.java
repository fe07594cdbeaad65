package dev.parley.platform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.inbound.InboundEvent;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.UnreadableItemException;
import dev.parley.topic.InboundRecord;
import dev.parley.topic.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every receiver of webhooks keeps: nothing forged gets in, and nothing genuine gets lost or does harm. */
public abstract class WebhookReceiverContract {
    private static final int GONE = 410;

    private WebhookHarness harness;

    protected abstract WebhookHarness open();

    @BeforeEach
    void openHarness() {
        harness = open();
    }

    @Test
    void aGenuineDeliveryBecomesRecordsThatCanBeReadBack() {
        for (byte[] sample : harness.samples()) {
            HookVerdict verdict = harness.receiver().receive(harness.genuine(sample));

            assertThat(verdict).isInstanceOf(HookVerdict.Accepted.class);
            List<HookVerdict.Keyed> records = ((HookVerdict.Accepted) verdict).records();
            assertThat(records).isNotEmpty();
            for (HookVerdict.Keyed keyed : records) {
                assertThat(keyed.key()).startsWith(harness.profile().platform() + ":");
                assertThat(InboundRecord.read(keyed.inbound().write()))
                        .isEqualTo(new Reading.Readable<>(keyed.inbound()));
            }
            assertThat(events(records)).isNotEmpty();
        }
    }

    @Test
    void theSameItemReadTwiceGivesTheSameEventsAndKeys() {
        for (byte[] sample : harness.samples()) {
            List<HookVerdict.Keyed> records = accepted(sample);

            List<InboundEvent> once = events(records);
            List<InboundEvent> again = events(records);

            assertThat(again).isEqualTo(once);
            assertThat(keys(again)).isEqualTo(keys(once)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameDeliveryReceivedTwiceGivesTheSameKeys() {
        for (byte[] sample : harness.samples()) {
            assertThat(keys(events(accepted(sample)))).isEqualTo(keys(events(accepted(sample))));
        }
    }

    @Test
    void aForgedOrUnsignedDeliveryIsRefused() {
        for (byte[] sample : harness.samples()) {
            assertRefused(harness.receiver().receive(harness.forged(sample)));
            assertRefused(harness.receiver().receive(harness.unsigned(sample)));
        }
    }

    @ParameterizedTest
    @MethodSource("hostileBodies")
    void noBodyMakesTheReceiverThrowAndNoReadableItemTheReader(byte[] body) {
        HookVerdict verdict = harness.receiver().receive(harness.genuine(body));

        assertThat(verdict).isInstanceOfAny(HookVerdict.Accepted.class, HookVerdict.Unreadable.class);
        if (verdict instanceof HookVerdict.Accepted accepted) {
            assertThatCode(() -> readable(accepted.records())).doesNotThrowAnyException();
        }
        assertThat(harness.receiver().receive(harness.forged(body))).isInstanceOf(HookVerdict.Refused.class);
    }

    @Test
    void samplesThatWereTamperedWithDoNoHarm() {
        Random random = new Random(20260601);
        for (byte[] sample : harness.samples()) {
            for (int round = 0; round < 200; round++) {
                byte[] tampered = tampered(sample, random);
                HookVerdict verdict = harness.receiver().receive(harness.genuine(tampered));
                if (verdict instanceof HookVerdict.Accepted accepted) {
                    readable(accepted.records());
                }
                assertThat(verdict).isInstanceOfAny(HookVerdict.Accepted.class, HookVerdict.Unreadable.class);
            }
        }
    }

    @Test
    void strangePathsMethodsAndHeadersAreRefusedWithoutSayingGone() {
        byte[] sample = harness.samples().getFirst();
        HookRequest genuine = harness.genuine(sample);
        for (String path : List.of("a/b/c", "../..", "%00", "prof_", "prof_zzzzzzzzzzzzzzzzzzzz", " ")) {
            assertRefused(harness.receiver().receive(new HookRequest("POST", path, Map.of(), Map.of(), sample)));
        }
        assertRefused(harness.receiver()
                .receive(new HookRequest("DELETE", genuine.path(), Map.of(), genuine.headers(), sample)));
    }

    static List<byte[]> hostileBodies() {
        List<byte[]> bodies = new ArrayList<>();
        for (String text : List.of(
                "",
                " ",
                "null",
                "true",
                "0",
                "\"text\"",
                "[]",
                "{}",
                "{",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":1},\"item\":{}",
                "{\"message\":null,\"entry\":null}",
                "{\"message\":[],\"entry\":{}}",
                "{\"message\":\"x\",\"entry\":[1,null,\"x\",[]]}",
                "{\"message\":{\"chat\":{\"id\":1e999},\"message_id\":{}},\"entry\":[{\"messaging\":[{\"sender\":{\"id\":{}}}]}]}",
                "{\"update_id\":" + "9".repeat(900) + "}",
                "{\"update_id\":" + "9".repeat(5000) + "}",
                "{\"\\u0000\":\"\\ud800\"}",
                "\ufeff{}",
                "[".repeat(50_000),
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                "{\"text\":\"" + "x".repeat(1_000_000) + "\"}")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0});
        bodies.add("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_16));
        bodies.add("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        bodies.add(new byte[100_000]);
        return bodies;
    }

    private static byte[] tampered(byte[] sample, Random random) {
        byte[] copy = sample.clone();
        return switch (random.nextInt(3)) {
            case 0 -> {
                copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                yield copy;
            }
            case 1 -> Arrays.copyOf(copy, random.nextInt(copy.length));
            default -> {
                String text = new String(copy, StandardCharsets.UTF_8);
                String[] values = {"null", "{}", "[]", "-1", "\"\"", "true", "1.5", "99999999999999999999"};
                String value = values[random.nextInt(values.length)];
                int colon = text.indexOf(':', random.nextInt(text.length()));
                int end = colon < 0 ? -1 : text.indexOf(',', colon);
                yield (end < 0 ? text : text.substring(0, colon + 1) + value + text.substring(end))
                        .getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    private List<HookVerdict.Keyed> accepted(byte[] body) {
        HookVerdict verdict = harness.receiver().receive(harness.genuine(body));
        assertThat(verdict).isInstanceOf(HookVerdict.Accepted.class);
        return ((HookVerdict.Accepted) verdict).records();
    }

    private List<InboundEvent> events(List<HookVerdict.Keyed> records) {
        return records.stream()
                .flatMap(keyed -> harness.receiver().read(harness.profile(), keyed.inbound()).stream())
                .toList();
    }

    /** Reads what can be read; what cannot must say so in the one way there is. */
    private void readable(List<HookVerdict.Keyed> records) {
        for (HookVerdict.Keyed keyed : records) {
            assertThat(InboundRecord.read(keyed.inbound().write())).isInstanceOf(Reading.Readable.class);
            try {
                harness.receiver().read(harness.profile(), keyed.inbound());
            } catch (UnreadableItemException said) {
                assertThat(said).hasMessageMatching("(?s).{1,200}");
            }
        }
    }

    private static List<String> keys(List<InboundEvent> events) {
        return events.stream().map(InboundEvent::key).toList();
    }

    private static void assertRefused(HookVerdict verdict) {
        assertThat(verdict).isInstanceOf(HookVerdict.Refused.class);
        assertThat(((HookVerdict.Refused) verdict).status()).isBetween(400, 499).isNotEqualTo(GONE);
    }
}
