package dev.parley.standalone.run;

import dev.parley.standalone.cli.Command;
import dev.parley.standalone.process.LogTail;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./parley logs}: the end of one log or of all, and with {@code --follow} what comes after. */
public final class Logs {
    private static final int LINES_OF_ONE = 200;
    private static final int LINES_OF_EACH = 20;

    private Logs() {}

    public static int run(Home home, Command.Logs options, PrintStream out) {
        List<Path> files =
                options.program().map(name -> List.of(known(home, name))).orElseGet(() -> all(home));
        if (options.follow()) {
            return follow(files);
        }
        for (Path file : files) {
            if (files.size() > 1) {
                out.println("==> " + file + " <==");
            }
            LogTail.lines(file, files.size() > 1 ? LINES_OF_EACH : LINES_OF_ONE).forEach(out::println);
        }
        return 0;
    }

    private static Path known(Home home, String program) {
        Path log = home.log(program);
        if (!Files.exists(log)) {
            throw new StartFailure("There is no log of \"%s\"; there are %s."
                    .formatted(
                            program, all(home).stream().map(Path::getFileName).toList()));
        }
        return log;
    }

    private static List<Path> all(Home home) {
        try (Stream<Path> files = Files.list(home.logs())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException _) {
            throw new StartFailure("There are no logs yet in " + home.logs() + ".");
        }
    }

    /** Following files is what tail is for. */
    private static int follow(List<Path> files) {
        List<String> tail = new ArrayList<>(List.of("tail", "-n", Integer.toString(LINES_OF_EACH), "-F"));
        files.forEach(file -> tail.add(file.toString()));
        try {
            return new ProcessBuilder(tail).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new StartFailure("The logs cannot be followed: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
