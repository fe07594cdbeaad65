package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessagingWindowTest {
    private static final Instant OPENED = Instant.parse("2026-06-01T10:00:00Z");

    @Test
    void aWindowIsOpenForADay() {
        assertThat(MessagingWindow.openedAt(OPENED, OPENED.plusSeconds(86_399)).open())
                .isTrue();
        assertThat(MessagingWindow.openedAt(OPENED, OPENED.plusSeconds(86_400)).open())
                .isFalse();
    }

    @Test
    void aHumanAgentHasAWeek() {
        assertThat(MessagingWindow.openedAt(OPENED, OPENED).humanAgentUntil())
                .isEqualTo(Instant.parse("2026-06-08T10:00:00Z"));
    }

    @Test
    void aWindowThatWasNeverOpenedHasNoEnd() {
        assertThat(MessagingWindow.openedAt(null, OPENED)).isEqualTo(new MessagingWindow(false, null, null));
    }
}
