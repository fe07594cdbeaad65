package dev.parley.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Exploration;
import dev.parley.dispatch.testing.Exploration.Result;
import dev.parley.dispatch.testing.Exploration.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every state of the outbox with three events and two replicas, each of which may crash at every step: what is committed
 * is published, at least once, and its row goes.
 */
class OutboxModelTest {
    private static final int EVENTS = 3;
    private static final int REPLICAS = 2;

    /** What a replica has in memory about an event. */
    private enum Memory {
        NOTHING,
        TO_PUBLISH,
        ACKNOWLEDGED
    }

    /** The event's row in the outbox. */
    private enum Row {
        NOT_COMMITTED,
        FRESH,
        OLD,
        GONE
    }

    private record Event(Row row, boolean published, List<Memory> memories) {
        Event with(int replica, Memory memory) {
            List<Memory> now = new ArrayList<>(memories);
            now.set(replica, memory);
            return new Event(row, published, List.copyOf(now));
        }

        Event with(Row now) {
            return new Event(now, published, memories);
        }

        Event onTheTopic() {
            return new Event(row, true, memories);
        }
    }

    private record State(List<Event> events) {
        State with(int number, Event event) {
            List<Event> now = new ArrayList<>(events);
            now.set(number, event);
            return new State(List.copyOf(now));
        }
    }

    /** @param clearsUnacknowledged the fault that this model is there to find */
    private record Outbox(boolean clearsUnacknowledged) implements Exploration.Model<State> {
        @Override
        public State start() {
            Event none = new Event(Row.NOT_COMMITTED, false, Collections.nCopies(REPLICAS, Memory.NOTHING));
            return new State(Collections.nCopies(EVENTS, none));
        }

        @Override
        public void steps(State state, Consumer<Step<State>> steps) {
            for (int replica = 0; replica < REPLICAS; replica++) {
                for (int number = 0; number < EVENTS; number++) {
                    of(state, number, replica, steps);
                }
                steps.accept(new Step<>(replica + " crashes", crashed(state, replica), false));
            }
            for (int number = 0; number < EVENTS; number++) {
                Event event = state.events.get(number);
                if (event.row == Row.FRESH) {
                    steps.accept(new Step<>(number + " grows old", state.with(number, event.with(Row.OLD)), true));
                }
            }
        }

        private void of(State state, int number, int replica, Consumer<Step<State>> steps) {
            Event event = state.events.get(number);
            String name = replica + " %s " + number;
            if (event.row == Row.NOT_COMMITTED) {
                Event committed = event.with(Row.FRESH).with(replica, Memory.TO_PUBLISH);
                steps.accept(new Step<>(name.formatted("commits"), state.with(number, committed), true));
            } else if (event.row == Row.OLD) {
                Event taken = event.with(Row.FRESH).with(replica, Memory.TO_PUBLISH);
                steps.accept(new Step<>(name.formatted("sweeps"), state.with(number, taken), false));
                Event done = taken.onTheTopic().with(Row.GONE).with(replica, Memory.NOTHING);
                steps.accept(new Step<>(name.formatted("sweeps, publishes, clears"), state.with(number, done), true));
            }
            switch (event.memories.get(replica)) {
                case TO_PUBLISH -> publish(state, number, replica, steps);
                case ACKNOWLEDGED -> {
                    Event cleared = event.with(Row.GONE).with(replica, Memory.NOTHING);
                    steps.accept(new Step<>(name.formatted("clears"), state.with(number, cleared), true));
                }
                case NOTHING -> {}
            }
        }

        private void publish(State state, int number, int replica, Consumer<Step<State>> steps) {
            Event event = state.events.get(number);
            Event published = event.onTheTopic();
            String name = replica + " %s " + number;
            steps.accept(new Step<>(
                    name.formatted("publishes"),
                    state.with(number, published.with(replica, Memory.ACKNOWLEDGED)),
                    true));
            steps.accept(new Step<>(
                    name.formatted("publishes, unacknowledged"),
                    state.with(number, published.with(replica, Memory.NOTHING)),
                    false));
            Memory afterFailure = clearsUnacknowledged ? Memory.ACKNOWLEDGED : Memory.NOTHING;
            steps.accept(new Step<>(
                    name.formatted("cannot publish"), state.with(number, event.with(replica, afterFailure)), false));
        }

        private static State crashed(State state, int replica) {
            return new State(state.events.stream()
                    .map(event -> event.with(replica, Memory.NOTHING))
                    .toList());
        }

        @Override
        public @Nullable String violation(State state) {
            boolean lost = state.events.stream().anyMatch(event -> event.row == Row.GONE && !event.published);
            return lost ? "cleared, and never published" : null;
        }

        @Override
        public boolean isEnd(State state) {
            return state.events.stream()
                    .allMatch(event ->
                            event.row == Row.GONE && event.memories.stream().allMatch(Memory.NOTHING::equals));
        }
    }

    @Test
    void whatIsCommittedIsPublishedAndTheOutboxEmpties() {
        Result result = Exploration.of(new Outbox(false));
        System.out.printf("outbox model: %d states, %d steps%n", result.states(), result.steps());

        assertThat(result.problem()).isEmpty();
        assertThat(result.states()).isGreaterThan(1000);
    }

    @Test
    void whatIsClearedBeforeItIsAcknowledgedIsLost() {
        Result result = Exploration.of(new Outbox(true));

        assertThat(result.problem().orElseThrow()).startsWith("cleared, and never published");
    }
}
