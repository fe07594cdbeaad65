package dev.parley.benchmarks.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param json where the figures go, if anywhere
 * @param length how long a steady load lasts, where the benchmark has one; otherwise its own default
 * @param warmUp how long the same load runs before it is measured, so that the compilers have done their work
 * @param scale how many times the usual amount of stored data, where the benchmark stores data first
 * @param profile whether every service writes a flight recording
 */
public record Options(
        String name, Optional<Path> json, Optional<Duration> length, Duration warmUp, int scale, boolean profile) {
    private static final Duration USUAL_WARM_UP = Duration.ofMinutes(2);

    /** The command line says something we do not understand. */
    public static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Misuse(String message) {
            super(message);
        }
    }

    public static Options parse(String... words) {
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        Options options = new Options(name, Optional.empty(), Optional.empty(), USUAL_WARM_UP, 1, false);
        while (!rest.isEmpty()) {
            options = options.with(rest.removeFirst(), rest);
        }
        return options;
    }

    private Options with(String option, Deque<String> rest) {
        return switch (option) {
            case "--json" ->
                new Options(name, Optional.of(Path.of(value(option, rest))), length, warmUp, scale, profile);
            case "--seconds" -> new Options(name, json, Optional.of(seconds(option, rest)), warmUp, scale, profile);
            case "--warm-up" -> new Options(name, json, length, seconds(option, rest), scale, profile);
            case "--scale" -> new Options(name, json, length, warmUp, number(option, rest), profile);
            case "--profile" -> new Options(name, json, length, warmUp, scale, true);
            default -> throw new Misuse("bench does not understand \"" + option + "\".");
        };
    }

    private static Duration seconds(String option, Deque<String> rest) {
        return Duration.ofSeconds(number(option, rest));
    }

    private static int number(String option, Deque<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new Misuse(option + " needs a whole number, not \"" + value + "\".");
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new Misuse(option + " needs a value.");
        }
        return rest.removeFirst();
    }

    /** For what is compared with the services: a small program compiles in less time. */
    public Duration bareWarmUp() {
        return warmUp.dividedBy(6);
    }

    public Duration lengthOr(Duration usual) {
        return length.orElse(usual);
    }
}
