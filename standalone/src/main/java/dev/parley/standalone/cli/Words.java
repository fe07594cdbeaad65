package dev.parley.standalone.cli;

import dev.parley.standalone.infrastructure.SandboxedPlatform;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line in picocli's terms; each subcommand supplies the {@link Command} that its words stand for. */
@CommandLine.Command(
        name = "./parley",
        description = "One self-hosted API for direct messages.",
        sortOptions = false,
        subcommands = {
            Words.Up.class,
            Words.Down.class,
            Words.Status.class,
            Words.Logs.class,
            Words.Restart.class,
            Words.Keys.class,
            Words.DeadLetters.class,
            Words.Demo.class,
            ScriptWords.Test.class,
            ScriptWords.Bench.class,
            ScriptWords.Images.class,
            ScriptWords.Sbom.class,
            Words.Env.class,
            Words.Reset.class,
            Words.Completion.class
        })
final class Words {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Explain a command.")
    boolean help;

    @CommandLine.Command(name = "up", description = "Start everything; Ctrl-C stops it again.")
    static final class Up implements Supplier<Command> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Option(names = "--detach", description = "Return when everything is up, and leave it running.")
        boolean detach;

        @Option(
                names = "--real",
                split = ",",
                paramLabel = "PLATFORM",
                description = "Call these platforms for real; the sandbox plays the others.")
        Set<String> real = new LinkedHashSet<>();

        @Option(names = "--port-base", paramLabel = "N|free", description = "Move all ports, or take free ones.")
        Optional<String> portBase = Optional.empty();

        @Override
        public Command get() {
            List<String> known =
                    SandboxedPlatform.ALL.stream().map(SandboxedPlatform::name).collect(Collectors.toList());
            for (String name : real) {
                if (!known.contains(name)) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), "There is no platform \"%s\"; there are %s.".formatted(name, known));
                }
            }
            return new Command.Up(detach, real, portBase);
        }
    }

    @CommandLine.Command(name = "down", description = "Stop everything.")
    static final class Down implements Supplier<Command> {
        @Override
        public Command get() {
            return new Command.Down();
        }
    }

    @CommandLine.Command(name = "status", description = "Show what runs, where, and the API key.")
    static final class Status implements Supplier<Command> {
        @Option(names = "--json", description = "Print JSON.")
        boolean json;

        @Override
        public Command get() {
            return new Command.Status(json);
        }
    }

    @CommandLine.Command(name = "logs", description = "Show the end of the logs, of one program or of all.")
    static final class Logs implements Supplier<Command> {
        @Parameters(arity = "0..1", paramLabel = "PROGRAM", description = "The program; all of them if absent.")
        Optional<String> program = Optional.empty();

        @Option(
                names = {"-f", "--follow"},
                description = "Go on as lines are added.")
        boolean follow;

        @Override
        public Command get() {
            return new Command.Logs(program, follow);
        }
    }

    @CommandLine.Command(name = "restart", description = "Stop one program in good order and start it again.")
    static final class Restart implements Supplier<Command> {
        @Parameters(paramLabel = "PROGRAM", description = "The program, as ./parley status names it.")
        String program = "";

        @Override
        public Command get() {
            return new Command.Restart(program);
        }
    }

    @CommandLine.Command(
            name = "keys",
            description = "List the API's bearer keys, or make or revoke one.",
            subcommands = {KeyFor.class, KeyGone.class})
    static final class Keys implements Supplier<Command> {
        @Override
        public Command get() {
            return new Command.Keys();
        }
    }

    @CommandLine.Command(name = "create", description = "Make a key; for a new account unless one is named.")
    static final class KeyFor implements Supplier<Command> {
        @Option(names = "--account", paramLabel = "ID", description = "The account.")
        Optional<String> account = Optional.empty();

        @Option(names = "--group", paramLabel = "ID", description = "The profile group that limits the key.")
        Optional<String> group = Optional.empty();

        @Option(names = "--label", paramLabel = "TEXT", description = "A text for people.")
        Optional<String> label = Optional.empty();

        @Override
        public Command get() {
            return new Command.KeyFor(account, group, label);
        }
    }

    @CommandLine.Command(name = "revoke", description = "Revoke a key.")
    static final class KeyGone implements Supplier<Command> {
        @Parameters(paramLabel = "ID", description = "The key's id.")
        String id = "";

        @Override
        public Command get() {
            return new Command.KeyGone(id);
        }
    }

    @CommandLine.Command(
            name = "dead-letters",
            description = "List the records that no service could handle, or put one back into its topic.",
            subcommands = Replay.class)
    static final class DeadLetters implements Supplier<Command> {
        @Override
        public Command get() {
            return new Command.DeadLetters(Optional.empty());
        }
    }

    @CommandLine.Command(name = "replay", description = "Put a record back into its topic.")
    static final class Replay implements Supplier<Command> {
        @Parameters(paramLabel = "ID", description = "The dead letter's id.")
        String id = "";

        @Override
        public Command get() {
            return new Command.DeadLetters(Optional.of(id));
        }
    }

    @CommandLine.Command(name = "demo", description = "Hold one conversation per platform through the running system.")
    static final class Demo implements Supplier<Command> {
        @Override
        public Command get() {
            return new Command.Demo();
        }
    }

    @CommandLine.Command(name = "env", description = "Print a fresh .env for docker compose.")
    static final class Env implements Supplier<Command> {
        @Option(names = "--sandbox", description = "The sandbox plays the platforms.")
        boolean sandbox;

        @Option(names = "--s3", description = "Media lie in an S3-compatible store of their own.")
        boolean s3;

        @Override
        public Command get() {
            return new Command.Env(sandbox, s3);
        }
    }

    @CommandLine.Command(name = "reset", description = "Stop everything and wipe all data.")
    static final class Reset implements Supplier<Command> {
        @Override
        public Command get() {
            return new Command.Reset();
        }
    }

    @CommandLine.Command(
            name = "completion",
            description = "Print the shell's completion: source <(./parley completion)")
    static final class Completion implements Supplier<Command> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Command get() {
            return new Command.Text(
                    picocli.AutoComplete.bash("parley", spec.root().commandLine()));
        }
    }
}
