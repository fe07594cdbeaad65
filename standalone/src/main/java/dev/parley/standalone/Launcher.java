package dev.parley.standalone;

import dev.parley.standalone.cli.Command;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.StartFailure;
import dev.parley.standalone.run.ComposeEnvironment;
import dev.parley.standalone.run.DeadLetterCommand;
import dev.parley.standalone.run.Demonstrate;
import dev.parley.standalone.run.Down;
import dev.parley.standalone.run.Home;
import dev.parley.standalone.run.Logs;
import dev.parley.standalone.run.Reset;
import dev.parley.standalone.run.Restart;
import dev.parley.standalone.run.Status;
import dev.parley.standalone.run.StoredKeys;
import dev.parley.standalone.run.Up;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What {@code ./parley} runs: reads the command line and does what it says. Ends with 0 when that worked. */
public final class Launcher {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Launcher() {}

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            Command command = Command.parse(arguments);
            if (command instanceof Command.Text(String text)) {
                System.out.println(text);
                return 0;
            }
            return carryOut(command, Home.fromEnvironment(Installation.find()));
        } catch (Command.Misuse e) {
            System.err.println(e.getMessage());
            return MISUSED;
        } catch (StartFailure e) {
            System.err.println("parley: " + e.getMessage());
            return FAILED;
        }
    }

    private static int carryOut(Command command, Home home) {
        return switch (command) {
            case Command.Up up -> Up.run(home, up, System.out);
            case Command.Down _ -> Down.run(home, System.out);
            case Command.Status status -> Status.run(home, status.json(), System.out);
            case Command.Logs logs -> Logs.run(home, logs, System.out);
            case Command.Restart restart -> Restart.run(home, restart.program(), System.out);
            case Command.Keys _ -> StoredKeys.list(home, System.out);
            case Command.KeyFor wanted -> StoredKeys.create(home, wanted, System.out);
            case Command.KeyGone gone -> StoredKeys.revoke(home, gone.id(), System.out);
            case Command.DeadLetters letters ->
                letters.replay()
                        .map(id -> DeadLetterCommand.replay(home, id, System.out))
                        .orElseGet(() -> DeadLetterCommand.list(home, System.out));
            case Command.Demo _ -> Demonstrate.run(home, System.out);
            case Command.Reset _ -> Reset.run(home, System.out);
            case Command.Text _ -> 0;
            case Command.Env env -> ComposeEnvironment.print(env.sandbox(), env.s3(), System.out);
        };
    }
}
