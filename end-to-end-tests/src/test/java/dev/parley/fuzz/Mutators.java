package dev.parley.fuzz;

import dev.parley.fuzz.Mutator.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Draws a few of all mutators and applies them in their order. */
final class Mutators {
    private static final double UNDAMAGED = 0.1;
    private static final double ONE = 0.6;
    private static final double TWO = 0.85;

    private final List<Mutator> all;

    Mutators(World world) {
        this.all = Stream.of(
                        ValueMutators.all(world),
                        StructureMutators.all(),
                        BodyMutators.all(),
                        MultipartMutators.all(),
                        HeadMutators.all(),
                        FramingMutators.all())
                .flatMap(List::stream)
                .toList();
    }

    /** @param signing what is done to the request when its body is final */
    void damage(Draft draft, Dice dice, Runnable signing) {
        List<Mutator> drawn = drawn(draft, dice);
        apply(drawn, Stage.VALUES, draft, dice);
        draft.encode();
        apply(drawn, Stage.BYTES, draft, dice);
        signing.run();
        apply(drawn, Stage.HEAD, draft, dice);
        apply(drawn, Stage.FRAMING, draft, dice);
    }

    private List<Mutator> drawn(Draft draft, Dice dice) {
        List<Mutator> fitting =
                all.stream().filter(mutator -> mutator.fits().test(draft)).toList();
        List<Mutator> drawn = new ArrayList<>();
        int count = count(dice);
        for (int i = 0; i < count; i++) {
            drawn.add(ofAStage(fitting, dice));
        }
        drawn.sort(Comparator.comparing(Mutator::stage));
        return drawn;
    }

    private static int count(Dice dice) {
        int share = dice.below(100);
        return share < 100 * UNDAMAGED ? 0 : share < 100 * ONE ? 1 : share < 100 * TWO ? 2 : 3;
    }

    /** Half of them of values, which reach deepest. */
    private static Mutator ofAStage(List<Mutator> fitting, Dice dice) {
        if (dice.chance(0.5)) {
            return dice.oneOf(fitting);
        }
        return dice.oneOf(fitting.stream()
                .filter(mutator -> mutator.stage() == Stage.VALUES)
                .toList());
    }

    private static void apply(List<Mutator> drawn, Stage stage, Draft draft, Dice dice) {
        drawn.stream().filter(mutator -> mutator.stage() == stage).forEach(mutator -> {
            mutator.apply(draft, dice);
            draft.damaged(stage);
        });
    }
}
