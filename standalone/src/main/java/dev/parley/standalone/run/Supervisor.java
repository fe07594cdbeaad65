package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.process.ManagedProcess;
import dev.parley.standalone.process.ManagedProcess.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All programs of one system, in the order in which they were started. Owned by the launcher's main thread. */
final class Supervisor {
    private final PortPlan ports;
    private final Consumer<String> report;
    private final List<ManagedProcess> keepers = new ArrayList<>();

    Supervisor(PortPlan ports, Consumer<String> report) {
        this.ports = ports;
        this.report = report;
    }

    /** Starts one more. */
    ManagedProcess start(Kept kept) {
        ManagedProcess keeper = new ManagedProcess(kept, report);
        keepers.add(keeper);
        keeper.start(Instant.now());
        return keeper;
    }

    /** Looks after all of them once; true when something changed. */
    boolean tick() {
        boolean changed = false;
        for (ManagedProcess keeper : keepers) {
            changed |= keeper.tick(Instant.now());
        }
        return changed;
    }

    void restart(String name) {
        keepers.stream().filter(keeper -> keeper.name().equals(name)).forEach(keeper -> keeper.restart(Instant.now()));
    }

    /** Stops the services side by side, then the broker, then the database. */
    void stop() {
        stop(keeper -> !isInfrastructure(keeper));
        stop(keeper -> keeper.name().equals(SystemPart.KAFKA.label()));
        stop(keeper -> keeper.name().equals(SystemPart.POSTGRES.label()));
    }

    private static boolean isInfrastructure(ManagedProcess keeper) {
        return keeper.name().equals(SystemPart.KAFKA.label()) || keeper.name().equals(SystemPart.POSTGRES.label());
    }

    private void stop(Predicate<ManagedProcess> which) {
        List<ManagedProcess> chosen = keepers.stream().filter(which).toList();
        chosen.forEach(ManagedProcess::askToStop);
        chosen.forEach(ManagedProcess::awaitEnd);
    }

    List<ProcessState> states() {
        return keepers.stream().map(this::state).toList();
    }

    private ProcessState state(ManagedProcess keeper) {
        long started = ProcessHandle.of(keeper.pid())
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toEpochMilli)
                .orElse(0L);
        return new ProcessState(
                keeper.name(),
                keeper.pid(),
                keeper.state().label(),
                keeper.port(),
                managementPort(keeper.name()),
                keeper.restarts(),
                started,
                null);
    }

    private @Nullable Integer managementPort(String program) {
        return SystemPart.managed().stream()
                .filter(part -> part.label().equals(program))
                .map(part -> ports.managementOf(part).orElseThrow())
                .findFirst()
                .orElse(null);
    }
}
