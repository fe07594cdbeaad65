package dev.parley.standalone.run;

import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.process.Keeper;
import dev.parley.standalone.process.Keeper.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All programs of one system, in the order in which they were started. Owned by the launcher's main thread. */
final class Crew {
    private final PortPlan ports;
    private final Consumer<String> report;
    private final List<Keeper> keepers = new ArrayList<>();

    Crew(PortPlan ports, Consumer<String> report) {
        this.ports = ports;
        this.report = report;
    }

    /** Starts one more. */
    Keeper start(Kept kept) {
        Keeper keeper = new Keeper(kept, report);
        keepers.add(keeper);
        keeper.start(Instant.now());
        return keeper;
    }

    /** Looks after all of them once; true when something changed. */
    boolean tick() {
        boolean changed = false;
        for (Keeper keeper : keepers) {
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
        stop(keeper -> keeper.name().equals(Part.KAFKA.label()));
        stop(keeper -> keeper.name().equals(Part.POSTGRES.label()));
    }

    private static boolean isInfrastructure(Keeper keeper) {
        return keeper.name().equals(Part.KAFKA.label()) || keeper.name().equals(Part.POSTGRES.label());
    }

    private void stop(Predicate<Keeper> which) {
        List<Keeper> chosen = keepers.stream().filter(which).toList();
        chosen.forEach(Keeper::askToStop);
        chosen.forEach(Keeper::awaitEnd);
    }

    List<ProcessState> states() {
        return keepers.stream().map(this::state).toList();
    }

    private ProcessState state(Keeper keeper) {
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
        return Part.managed().stream()
                .filter(part -> part.label().equals(program))
                .map(part -> ports.managementOf(part).orElseThrow())
                .findFirst()
                .orElse(null);
    }
}
