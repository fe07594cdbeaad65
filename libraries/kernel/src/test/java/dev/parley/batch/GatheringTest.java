package dev.parley.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<List<String>> steps = new ArrayList<>();
    private final List<UniEmitter<? super Void>> underWay = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger rooms = new AtomicInteger();
    private final Gathering<String> gathering = new Gathering<>(3, this::step);

    @Test
    void worksOffAShareAtOnceWhileNothingElseIsUnderWay() {
        add("a");

        assertThat(steps).containsExactly(List.of("a"));
        assertThat(done).hasValue(0);
        finish(0);
        assertThat(done).hasValue(1);
    }

    @Test
    void putsWhatCameMeanwhileIntoOneStepInItsOrder() {
        add("a");
        add("b");
        add("c");
        finish(0);

        assertThat(steps).containsExactly(List.of("a"), List.of("b", "c"));
        finish(1);
        assertThat(done).hasValue(3);
    }

    @Test
    void hasNoRoomWhileAWholeStepWaits() {
        add("a");
        add("b", "c", "d");
        assertThat(rooms).hasValue(1);

        finish(0);

        assertThat(rooms).hasValue(2);
        assertThat(steps).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void keepsSharesWholeAndStepsSmall() {
        add("a");
        add("b", "c");
        add("d", "e");
        finish(0);
        finish(1);

        assertThat(steps).containsExactly(List.of("a"), List.of("b", "c"), List.of("d", "e"));
    }

    @Test
    void takesAShareThatIsLargerThanAStep() {
        add("a", "b", "c", "d");

        assertThat(steps).containsExactly(List.of("a", "b", "c", "d"));
        assertThat(rooms).hasValue(1);
    }

    @Test
    void goesOnAfterAFailureButTellsNobodyThatItIsDone() {
        add("a");
        add("b");
        underWay.get(0).fail(new IllegalStateException("lost"));

        assertThat(steps).containsExactly(List.of("a"), List.of("b"));
        finish(1);
        assertThat(done).hasValue(1);
    }

    private void add(String... items) {
        gathering.add(List.of(items), done::incrementAndGet).subscribe().with(room -> rooms.incrementAndGet());
    }

    private Uni<Void> step(List<String> items) {
        steps.add(items);
        return Uni.createFrom().emitter(underWay::add);
    }

    private void finish(int step) {
        underWay.get(step).complete(null);
    }
}
