package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.process.ParentDeathSignal;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./parley up --detach}: the same launcher without a terminal, its output in {@code launcher.log}. What it
 * prints is shown here until it is up or has failed; keys and passwords are shown here and stand in no log.
 */
final class DetachedStart {
    private static final int BETWEEN_LOOKS = 100;

    private final Home home;
    private final PrintStream out;
    private final Path log;
    private long shown;

    private DetachedStart(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
        this.log = home.log("launcher");
    }

    static int run(Home home, PrintStream out) {
        return RunningSystem.find(home)
                .map(running -> alreadyRunning(running, out))
                .orElseGet(() -> new DetachedStart(home, out).startAndShow());
    }

    private static int alreadyRunning(RunningSystem running, PrintStream out) {
        Summary.print(running.state(), "Parley is already running.", out);
        return 0;
    }

    private int startAndShow() {
        try {
            Files.createDirectories(home.logs());
            shown = Files.exists(log) ? Files.size(log) : 0;
            Process launcher = start();
            Thread abandon = new Thread(launcher::destroy, "abandon");
            Runtime.getRuntime().addShutdownHook(abandon);
            int code = show(launcher);
            Runtime.getRuntime().removeShutdownHook(abandon);
            return code;
        } catch (IOException e) {
            throw new StartFailure("Parley could not be started in the background: " + e.getMessage(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** This very command line without {@code --detach}, in a session of its own so that closing the terminal is no end. */
    private Process start() throws IOException {
        ProcessHandle.Info ourselves = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        ParentDeathSignal.onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.add(ourselves.command().orElseThrow());
        for (String argument : ourselves.arguments().orElseThrow()) {
            if (!argument.equals("--detach")) {
                command.add(argument);
            }
        }
        ProcessBuilder detached = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        detached.environment().put(Summary.DETACHED, "true");
        Process launcher = detached.start();
        launcher.getOutputStream().close();
        return launcher;
    }

    private int show(Process launcher) throws IOException, InterruptedException {
        while (!launcher.waitFor(BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
            Optional<SystemState> up = up(launcher.pid());
            showNew();
            if (up.isPresent()) {
                Summary.printAccess(up.get(), out);
                return 0;
            }
        }
        showNew();
        return launcher.exitValue();
    }

    private Optional<SystemState> up(long pid) throws IOException {
        return home.state()
                .read(SystemState.class)
                .filter(state -> state.launcherPid() == pid && state.phase().equals("running"));
    }

    private void showNew() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] fresh = new byte[(int) (file.length() - shown)];
            file.seek(shown);
            file.readFully(fresh);
            shown += fresh.length;
            out.print(new String(fresh, StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
