package dev.parley.fuzz;

import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.testing.LaunchedSystem;
import dev.parley.testing.WorkFolder;
import dev.parley.testing.document.ApiDocument;
import dev.parley.testing.document.Conformity;
import java.util.Map;

/** A system of its own with people in it. */
final class Stage implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
            "PARLEY_JVM_OPTIONS", "-XX:-AutoCreateSharedArchive",
            "PARLEY_POLLER_INTERVAL", "2s",
            "PARLEY_POLLER_BUSY_INTERVAL", "2s");

    private final LaunchedSystem system;
    private final Sink sink = Sink.open();
    private final World world = new World();
    private final ApiDocument document;
    private final Conformity conformity;
    private final Population population;

    private Stage(LaunchedSystem system) {
        this.system = system;
        this.document = ApiDocument.servedAt(state().apiUrl());
        this.conformity = Conformity.with(document);
        this.population = new Population(state(), sink, world);
    }

    static Stage open() {
        Stage stage = new Stage(LaunchedSystem.start(WorkFolder.path("fuzz"), ENVIRONMENT));
        try {
            stage.population.settle();
            return stage;
        } catch (RuntimeException | Error failure) {
            stage.close();
            throw failure;
        }
    }

    SystemState state() {
        return system.state();
    }

    Sink sink() {
        return sink;
    }

    World world() {
        return world;
    }

    ApiDocument document() {
        return document;
    }

    Conformity conformity() {
        return conformity;
    }

    Population population() {
        return population;
    }

    int port(String program) {
        return process(program).port();
    }

    ProcessState process(String program) {
        return system.process(program);
    }

    @Override
    public void close() {
        sink.close();
        system.close();
    }
}
