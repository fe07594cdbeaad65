package dev.parley.standalone.cli;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * One subcommand of {@code ./parley} with its options. {@code test}, {@code bench}, {@code images} and {@code sbom} are
 * not here: the shell script carries them out.
 */
public sealed interface Command {
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

    /** A text that was asked for: the help of a command, or the shell's completion. */
    record Text(String text) implements Command {}

    /** The command line says something we do not understand; the message tells what, with the usage. */
    final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message, CommandLine of) {
            super(message + "\n\n" + of.getUsageMessage());
        }
    }

    /** The command that these words stand for. */
    static Command parse(String... words) {
        CommandLine all = new CommandLine(new Words());
        try {
            CommandLine last = all.parseArgs(words).asCommandLineList().getLast();
            if (last.isUsageHelpRequested()) {
                return new Text(last.getUsageMessage());
            }
            Object named = last.getCommand();
            if (named instanceof Supplier<?> supplier && supplier.get() instanceof Command command) {
                return command;
            }
            throw new Misuse(words.length == 0 ? "Say what to do." : "The script ./parley carries this out.", all);
        } catch (CommandLine.ParameterException notUnderstood) {
            throw new Misuse(String.valueOf(notUnderstood.getMessage()), notUnderstood.getCommandLine());
        }
    }
}
