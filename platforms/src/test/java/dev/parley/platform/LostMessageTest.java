package dev.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.LostMessage.Content;
import dev.parley.platform.LostMessage.Seen;
import dev.parley.platform.LostMessage.Span;
import dev.parley.platform.OutcomeProbe.Found;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostMessageTest {
    private static final Instant CALL = Instant.parse("2026-06-01T08:00:00Z");
    private static final Span SPAN = new Span(CALL.minusSeconds(60), CALL);

    @Test
    void oneLikeItAtTheTimeOfTheCallIsIt() {
        assertThat(judge(alike("m1", 0))).isEqualTo(new Found.There("m1", CALL));
    }

    @Test
    void theOldestOfSeveralIsIt() {
        assertThat(judge(alike("m3", 9), alike("m2", 5), alike("m1", 1)))
                .isEqualTo(new Found.There("m1", CALL.plusSeconds(1)));
    }

    @Test
    void oneThatIsKnownIsNot() {
        List<Seen> conversation = List.of(alike("m2", 5), alike("m1", 1));

        assertThat(LostMessage.judge(conversation, Set.of("m1"), SPAN, true))
                .isEqualTo(new Found.There("m2", CALL.plusSeconds(5)));
        assertThat(LostMessage.judge(conversation, Set.of("m1", "m2"), SPAN, true))
                .isInstanceOf(Found.NotThere.class);
    }

    @Test
    void oneLikeItShortlyBeforeLeavesADoubtUnlessItIsKnown() {
        List<Seen> conversation = List.of(alike("m1", -1));

        assertThat(LostMessage.judge(conversation, Set.of(), SPAN, true)).isInstanceOf(Found.CannotTell.class);
        assertThat(LostMessage.judge(conversation, Set.of("m1"), SPAN, true)).isInstanceOf(Found.NotThere.class);
    }

    @Test
    void oneLikeItLongBeforeIsNothing() {
        assertThat(judge(alike("m1", -61))).isInstanceOf(Found.NotThere.class);
        assertThat(judge(alike("m1", -60))).isInstanceOf(Found.CannotTell.class);
    }

    @Test
    void oneThatIsNotShownLeavesADoubtUnlessItIsKnown() {
        List<Seen> conversation = List.of(new Seen("m1", CALL, Content.NOT_SHOWN));

        assertThat(LostMessage.candidates(conversation, SPAN)).containsExactly("m1");
        assertThat(LostMessage.judge(conversation, Set.of(), SPAN, true)).isInstanceOf(Found.CannotTell.class);
        assertThat(LostMessage.judge(conversation, Set.of("m1"), SPAN, true)).isInstanceOf(Found.NotThere.class);
    }

    @Test
    void othersAreNothing() {
        assertThat(judge(new Seen("m1", CALL, Content.DIFFERENT))).isInstanceOf(Found.NotThere.class);
        assertThat(LostMessage.candidates(List.of(new Seen("m1", CALL, Content.DIFFERENT)), SPAN))
                .isEmpty();
    }

    @Test
    void whatDoesNotReachBackCannotTellOfAbsenceButOfPresence() {
        assertThat(LostMessage.judge(List.of(), Set.of(), SPAN, false)).isInstanceOf(Found.CannotTell.class);
        assertThat(LostMessage.judge(List.of(alike("m1", 1)), Set.of(), SPAN, false))
                .isInstanceOf(Found.There.class);
    }

    @Test
    void aTextMayBeTrimmedOnTheWay() {
        assertThat(LostMessage.isSameText("Hi", " Hi\n")).isTrue();
        assertThat(LostMessage.isSameText("Hi", "Hi there")).isFalse();
        assertThat(LostMessage.isSameText("", null)).isFalse();
    }

    private static Found judge(Seen... conversation) {
        return LostMessage.judge(List.of(conversation), Set.of(), SPAN, true);
    }

    private static Seen alike(String id, long secondsAfterTheCall) {
        return new Seen(id, CALL.plusSeconds(secondsAfterTheCall), Content.ALIKE);
    }
}
