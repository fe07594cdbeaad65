package dev.parley.standalone.run;

import dev.parley.standalone.cli.Command;
import dev.parley.standalone.control.ControlServer;
import dev.parley.standalone.control.Orders;
import dev.parley.standalone.control.PrivateFile;
import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./parley up}: starts a system, tells how to use it, and keeps it running until somebody stops it.
 *
 * <p>Everything happens on the main thread; signals and the control door only leave orders for it.
 */
public final class Up {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Home home;
    private final PortPlan ports;
    private final ServiceSettings settings;
    private final Progress progress;
    private final Orders orders = new Orders();
    private final Supervisor crew;
    private @Nullable SystemState state;

    private Up(Home home, PortPlan ports, ServiceSettings settings, Progress progress) {
        this.home = home;
        this.ports = ports;
        this.settings = settings;
        this.progress = progress;
        this.crew = new Supervisor(ports, progress::event);
    }

    /** Returns the exit code once the system has ended, or at once when one runs already. */
    public static int run(Home home, Command.Up options, PrintStream out) {
        PortPlan ports = PortPlan.of(options.portBase(), System.getenv());
        ServiceSettings settings = new ServiceSettings(System.getenv(), ports, options.real());
        if (options.detach()) {
            return DetachedStart.run(home, out);
        }
        Optional<HomeLock> lock = HomeLock.tryTake(home);
        if (lock.isEmpty()) {
            Summary.print(RunningSystem.of(home).state(), "Parley is already running.", out);
            return 0;
        }
        try (HomeLock _ = lock.get()) {
            return new Up(home, ports, settings, new Progress(out)).startAndKeep(out);
        }
    }

    private int startAndKeep(PrintStream out) {
        StopSignal.leadsTo(orders);
        try {
            start(out);
            keep();
            return 0;
        } catch (Start.Abandoned _) {
            return 0;
        } catch (StartFailure e) {
            progress.line("parley: " + DiskSpace.explain(e));
            return 1;
        } finally {
            stop();
            orders.reportStopped();
        }
    }

    private void start(PrintStream out) {
        endLeftovers();
        OwnerOnly.tighten(home);
        DiskSpace.require(home);
        progress.line("Parley is starting; data and logs are in " + home.folder());
        Secrets secrets = Secrets.of(home);
        Assembly assembly = new Assembly(home, ports, settings, secrets);
        ports.requireFree(assembly.parts());
        state = initialState(secrets, assembly, openDoor(assembly.parts()));
        new Start(home, assembly, crew, orders, progress).run();
        String apiKey = new FirstUseStep(home, secrets, progress).run(state);
        String headline = "Parley is up after %.1f s.".formatted(progress.seconds());
        Summary.announceInLog(headline, out, System.getenv());
        record("running", apiKey);
        Summary.announceOnTerminal(state, headline, out, System.getenv());
    }

    private void endLeftovers() {
        try {
            home.state().read(SystemState.class).ifPresent(Leftovers::end);
        } catch (IOException e) {
            throw new StartFailure("The state of the last run cannot be read: " + e.getMessage(), e);
        }
    }

    private SystemState.Control openDoor(List<SystemPart> parts) {
        Set<String> programs = parts.stream().map(SystemPart::label).collect(Collectors.toSet());
        try {
            return new ControlServer(Secrets.word(), orders, programs).address();
        } catch (IOException e) {
            throw new StartFailure("The control port could not be opened: " + e.getMessage(), e);
        }
    }

    private SystemState initialState(Secrets secrets, Assembly assembly, SystemState.Control control) {
        SystemState initial = new SystemState(
                "starting",
                ProcessHandle.current().pid(),
                Instant.now().toString(),
                control,
                ports.url(SystemPart.API_GATEWAY),
                secrets.apiKey(),
                secrets.operatorKey(),
                settings.hooksUrl(),
                settings.needsSandbox() ? ports.url(SystemPart.SANDBOX) : null,
                assembly.endpoints().psqlUrl(),
                assembly.endpoints().bootstrapServers(),
                home.folder().toString(),
                List.of());
        write(initial);
        return initial;
    }

    /** Looks after everything until the end is wanted. */
    private void keep() {
        try {
            while (!orders.stopWanted()) {
                String restart = orders.nextRestart(BETWEEN_LOOKS);
                if (restart != null) {
                    crew.restart(restart);
                }
                if (crew.tick() || restart != null) {
                    record("running", null);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        SystemState last = state;
        if (last == null) {
            return;
        }
        progress.event("stopping");
        record("stopping", null);
        crew.stop();
        record("stopped", null);
        progress.event("Parley is stopped; the data stay in " + home.folder());
    }

    private void record(String phase, @Nullable String apiKey) {
        SystemState last = state;
        if (last != null) {
            SystemState next = last.with(phase, apiKey == null ? last.apiKey() : apiKey, crew.states());
            state = next;
            write(next);
        }
    }

    private void write(SystemState current) {
        PrivateFile file = home.state();
        try {
            file.write(current);
        } catch (IOException e) {
            progress.event("the state file could not be written: " + e.getMessage());
        }
    }
}
