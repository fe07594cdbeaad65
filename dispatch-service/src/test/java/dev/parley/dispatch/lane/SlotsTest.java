package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final ProfileId BUSY = new ProfileId(1);
    private static final ProfileId OTHER = new ProfileId(2);

    private final Slots slots = new Slots(12);
    private long nextChat;

    @Test
    void oneProfileGetsHalfAndTwoAThirdEach() {
        assertThat(takeAll(BUSY)).isEqualTo(6);
        assertThat(takeAll(OTHER)).isEqualTo(3);
        assertThat(slots.free()).isEqualTo(3);
    }

    @Test
    void aLaneIsHeldOnce() {
        assertThat(slots.take(new ChatId(7), BUSY, ANY)).isTrue();
        assertThat(slots.take(new ChatId(7), BUSY, ANY)).isFalse();
    }

    @Test
    void lanesThatWaitForAPermitAreLimitedAndThoseInACallAreNot() {
        assertThat(slots.take(new ChatId(7), BUSY, 1)).isTrue();
        assertThat(slots.take(new ChatId(8), BUSY, 1)).isFalse();
        slots.call(new ChatId(7), BUSY);
        assertThat(slots.take(new ChatId(8), BUSY, 1)).isTrue();
        slots.waitAgain(new ChatId(7), BUSY);
        slots.giveBack(new ChatId(8), BUSY);
        assertThat(slots.take(new ChatId(9), BUSY, 1)).isFalse();
    }

    @Test
    void givingBackTwiceFreesOneSlot() {
        slots.take(new ChatId(7), BUSY, ANY);
        slots.giveBack(new ChatId(7), BUSY);
        slots.giveBack(new ChatId(7), BUSY);
        assertThat(slots.free()).isEqualTo(12);
        assertThat(slots.profiles()).isEmpty();
    }

    @Test
    void roomIsWhatAProfileMayStillTake() {
        assertThat(slots.roomFor(BUSY, 5)).isEqualTo(5);
        slots.take(new ChatId(7), BUSY, ANY);
        assertThat(slots.roomFor(BUSY, 5)).isEqualTo(4);
        assertThat(slots.roomFor(BUSY, ANY)).isEqualTo(10);
        slots.call(new ChatId(7), BUSY);
        slots.call(new ChatId(7), BUSY);
        assertThat(slots.roomFor(BUSY, 5)).isEqualTo(5);
        slots.waitAgain(new ChatId(7), BUSY);
        slots.waitAgain(new ChatId(7), BUSY);
        assertThat(slots.roomFor(BUSY, 5)).isEqualTo(4);
        assertThat(slots.held()).isOne();
        assertThat(slots.profiles()).containsExactly(BUSY);
    }

    @Test
    void aLaneGivenBackFromItsCallLeavesNoWaitingBehind() {
        slots.take(new ChatId(7), BUSY, ANY);
        slots.take(new ChatId(8), BUSY, ANY);
        slots.call(new ChatId(7), BUSY);
        slots.giveBack(new ChatId(7), BUSY);
        assertThat(slots.roomFor(BUSY, 5)).isEqualTo(4);
    }

    private int takeAll(ProfileId profile) {
        int taken = 0;
        while (slots.take(new ChatId(++nextChat), profile, ANY)) {
            taken++;
        }
        return taken;
    }
}
