package dev.parley.standalone.cli;

import dev.parley.standalone.infrastructure.SandboxedPlatform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One subcommand of {@code ./parley} with its options. {@code test}, {@code bench}, {@code images} and {@code sbom} are
 * not here: the shell script carries them out.
 */
public sealed interface Command {
    String USAGE = """
            usage: ./parley COMMAND

              up [--detach] [--real PLATFORM,…] [--port-base N|free]
                                start everything; Ctrl-C stops it again
              down              stop everything
              status [--json]   what runs, where, and the API key
              logs [PROGRAM] [--follow]
                                the end of the logs, of one program or of all
              restart PROGRAM   stop one program in good order and start it again
              keys [create [--account ID] [--group ID] [--label TEXT] | revoke ID]
                                the API's bearer keys; without an account a new one is made
              dead-letters [replay ID]
                                records that no service could handle; puts one back into its topic
              demo              one conversation per platform through the running system
              test [--full NAME] [MAVEN ARGUMENTS]
                                run every test, or the long campaign NAME
              bench NAME [--json FILE]
                                measure one path beside the machine's own ceiling; bench alone lists them
              images [--as-built] [PROGRAM…]
                                build the container images; needs a container engine
              sbom              list what each program consists of, as CycloneDX
              env [--sandbox] [--s3]
                                print a fresh .env for docker compose
              reset             stop everything and wipe all data
            """;

    /**
     * @param real the platforms that are called for real; the sandbox plays the others
     * @param portBase moves all ports, see {@link dev.parley.standalone.run.PortPlan}
     */
    record Up(boolean detach, Set<String> real, Optional<String> portBase) implements Command {}

    record Down() implements Command {}

    record Status(boolean json) implements Command {}

    record Logs(Optional<String> program, boolean follow) implements Command {}

    record Restart(String program) implements Command {}

    /** @param replay the one to put back; empty to list them */
    record DeadLetters(Optional<String> replay) implements Command {}

    record Keys() implements Command {}

    /** A new key; for a new account unless one is named. */
    record KeyFor(Optional<String> account, Optional<String> group, Optional<String> label) implements Command {}

    record KeyGone(String id) implements Command {}

    record Demo() implements Command {}

    record Reset() implements Command {}

    /**
     * @param sandbox whether the sandbox plays the platforms
     * @param s3 whether media lie in an S3-compatible store of its own
     */
    record Env(boolean sandbox, boolean s3) implements Command {}

    /** The command line says something we do not understand; the message tells what, with the usage. */
    final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message + "\n\n" + USAGE);
        }
    }

    /** The command that these words stand for. */
    static Command parse(String... words) {
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        Command command = switch (name) {
            case "up" -> up(rest);
            case "down" -> new Down();
            case "status" -> new Status(rest.remove("--json"));
            case "logs" -> logs(rest);
            case "restart" -> new Restart(next(rest, "restart", "the name of a program"));
            case "keys" -> keys(rest);
            case "dead-letters" -> deadLetters(rest);
            case "demo" -> new Demo();
            case "reset" -> new Reset();
            case "env" -> new Env(rest.remove("--sandbox"), rest.remove("--s3"));
            case "" -> throw new Misuse("Say what to do.");
            default -> throw new Misuse("There is no command \"" + name + "\".");
        };
        if (!rest.isEmpty()) {
            throw new Misuse(name + " does not understand \"" + rest.getFirst() + "\".");
        }
        return command;
    }

    private static Up up(Deque<String> rest) {
        boolean detach = rest.remove("--detach");
        Set<String> real = new LinkedHashSet<>();
        Optional<String> portBase = Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--real" -> real.addAll(platforms(next(rest, option, "one or more platforms")));
                case "--port-base" -> portBase = Optional.of(next(rest, option, "a port, or \"free\""));
                default -> throw new Misuse("up does not understand \"" + option + "\".");
            }
        }
        return new Up(detach, real, portBase);
    }

    private static List<String> platforms(String list) {
        Set<String> known = SandboxedPlatform.ALL.stream()
                .map(SandboxedPlatform::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> named = Arrays.asList(list.split(","));
        for (String name : named) {
            if (!known.contains(name)) {
                throw new Misuse("There is no platform \"%s\"; there are %s.".formatted(name, known));
            }
        }
        return named;
    }

    private static Logs logs(Deque<String> rest) {
        boolean follow = rest.remove("--follow") | rest.remove("-f");
        return new Logs(Optional.ofNullable(rest.pollFirst()), follow);
    }

    private static Command keys(Deque<String> rest) {
        if (rest.removeFirstOccurrence("create")) {
            return new KeyFor(option(rest, "--account"), option(rest, "--group"), option(rest, "--label"));
        }
        return rest.removeFirstOccurrence("revoke")
                ? new KeyGone(next(rest, "keys revoke", "the id of a key"))
                : new Keys();
    }

    /** The value behind an option, both taken away. */
    private static Optional<String> option(Deque<String> rest, String option) {
        List<String> words = new ArrayList<>(rest);
        int place = words.indexOf(option);
        if (place < 0) {
            return Optional.empty();
        }
        words.remove(place);
        if (place == words.size()) {
            throw new Misuse(option + " needs a value.");
        }
        String value = words.remove(place);
        rest.clear();
        rest.addAll(words);
        return Optional.of(value);
    }

    private static DeadLetters deadLetters(Deque<String> rest) {
        return rest.removeFirstOccurrence("replay")
                ? new DeadLetters(Optional.of(next(rest, "dead-letters replay", "the id of a dead letter")))
                : new DeadLetters(Optional.empty());
    }

    private static String next(Deque<String> rest, String option, String what) {
        if (rest.isEmpty()) {
            throw new Misuse(option + " needs " + what + ".");
        }
        return rest.removeFirst();
    }
}
