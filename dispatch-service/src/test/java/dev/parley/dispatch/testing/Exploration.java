package dev.parley.dispatch.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that a model can be in, breadth first, so that the way to a violation is the shortest.
 *
 * <p>A step is smooth when nothing goes wrong in it. A protocol ends when from every state smooth steps lead to an end,
 * and smooth steps alone never lead back to where they began.
 *
 * @param <S> a state, compared by value
 */
public final class Exploration<S> {
    /** A system whose states are visited. */
    public interface Model<S> {
        S start();

        void steps(S state, Consumer<Step<S>> steps);

        /** What is wrong with the state; null when nothing is. */
        @Nullable
        String violation(S state);

        boolean isEnd(S state);
    }

    public record Step<S>(String name, S to, boolean smooth) {}

    /** @param problem empty when every state is as it should be */
    public record Result(int states, int steps, Optional<String> problem) {}

    private record Way(int from, String step) {}

    private final Model<S> model;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();
    private final List<int[]> smooth = new ArrayList<>();
    private int steps;

    private Exploration(Model<S> model) {
        this.model = model;
    }

    public static <S> Result of(Model<S> model) {
        Exploration<S> exploration = new Exploration<>(model);
        Optional<String> problem = exploration.explore();
        return new Result(exploration.states.size(), exploration.steps, problem);
    }

    private Optional<String> explore() {
        number(model.start(), new Way(-1, "start"));
        for (int i = 0; i < states.size(); i++) {
            S state = states.get(i);
            String violation = model.violation(state);
            if (violation != null) {
                return Optional.of(violation + wayTo(i));
            }
            smooth.add(follow(i, state));
        }
        return unending().or(this::circle);
    }

    private int[] follow(int from, S state) {
        List<Integer> targets = new ArrayList<>();
        model.steps(state, step -> {
            steps++;
            int to = number(step.to, new Way(from, step.name));
            if (step.smooth) {
                targets.add(to);
            }
        });
        return targets.stream().mapToInt(Integer::intValue).toArray();
    }

    private int number(S state, Way way) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        states.add(state);
        ways.add(way);
        return states.size() - 1;
    }

    /** A state from which no smooth steps lead to an end. */
    private Optional<String> unending() {
        List<List<Integer>> back = new ArrayList<>();
        states.forEach(state -> back.add(new ArrayList<>(4)));
        for (int from = 0; from < smooth.size(); from++) {
            for (int to : smooth.get(from)) {
                back.get(to).add(from);
            }
        }
        boolean[] ends = new boolean[states.size()];
        Deque<Integer> found = new ArrayDeque<>();
        for (int i = 0; i < states.size(); i++) {
            if (model.isEnd(states.get(i))) {
                ends[i] = true;
                found.add(i);
            }
        }
        while (!found.isEmpty()) {
            for (int from : back.get(found.poll())) {
                if (!ends[from]) {
                    ends[from] = true;
                    found.add(from);
                }
            }
        }
        for (int i = 0; i < ends.length; i++) {
            if (!ends[i]) {
                return Optional.of("never ends" + wayTo(i));
            }
        }
        return Optional.empty();
    }

    /** Smooth steps that lead back to where they began. */
    private Optional<String> circle() {
        int[] incoming = new int[states.size()];
        smooth.forEach(targets -> {
            for (int to : targets) {
                incoming[to]++;
            }
        });
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < incoming.length; i++) {
            if (incoming[i] == 0) {
                free.add(i);
            }
        }
        int sorted = 0;
        while (!free.isEmpty()) {
            sorted++;
            for (int to : smooth.get(free.poll())) {
                if (--incoming[to] == 0) {
                    free.add(to);
                }
            }
        }
        for (int i = 0; sorted < incoming.length && i < incoming.length; i++) {
            if (incoming[i] > 0) {
                return Optional.of("goes round" + wayTo(i));
            }
        }
        return Optional.empty();
    }

    private String wayTo(int state) {
        Deque<String> steps = new ArrayDeque<>();
        for (int i = state; i >= 0; i = ways.get(i).from) {
            steps.push("\n  " + ways.get(i).step);
        }
        return String.join("", steps) + "\n  = " + states.get(state);
    }
}
