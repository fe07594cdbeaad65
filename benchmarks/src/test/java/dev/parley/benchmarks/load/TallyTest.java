package dev.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void whatIsMissingAndWhatCameTwiceIsTold() {
        Tally tally = new Tally(4);

        assertThat(tally.arrived(0)).isTrue();
        assertThat(tally.arrived(2)).isTrue();
        assertThat(tally.arrived(2)).isFalse();
        assertThat(tally.arrived(-1)).isFalse();
        assertThat(tally.arrived(4)).isFalse();

        assertThat(tally.distinct()).isEqualTo(2);
        assertThat(tally.lost()).isEqualTo(2);
        assertThat(tally.repeated()).isOne();
        assertThat(tally.isComplete()).isFalse();
    }

    @Test
    void aNumberedTextIsFoundInsideAnyJson() {
        SequencedPayload texts = new SequencedPayload("send");
        byte[] json = ("{\"data\":{\"body\":\"" + texts.text(4_711) + "\"}}").getBytes(StandardCharsets.UTF_8);

        assertThat(texts.numberIn(json)).isEqualTo(4_711);
        assertThat(new SequencedPayload("other").numberIn(json)).isEqualTo(-1);
    }
}
