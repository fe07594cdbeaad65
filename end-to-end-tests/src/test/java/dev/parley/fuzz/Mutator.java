package dev.parley.fuzz;

import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** One way to damage a request. */
record Mutator(String name, Stage stage, Predicate<Draft> fits, BiConsumer<Draft, Dice> act) {
    /** In the order in which they are applied; the body is encoded after the first. */
    enum Stage {
        VALUES,
        BYTES,
        HEAD,
        FRAMING
    }

    static Mutator of(String name, Stage stage, BiConsumer<Draft, Dice> act) {
        return new Mutator(name, stage, _ -> true, act);
    }

    /** For requests with members in their body. */
    static Mutator ofBody(String name, Stage stage, BiConsumer<Draft, Dice> act) {
        return new Mutator(name, stage, draft -> draft.members != null, act);
    }

    void apply(Draft draft, Dice dice) {
        act.accept(draft, dice);
        draft.mutations.add(name);
    }
}
