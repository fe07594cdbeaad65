package dev.parley.standalone.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
    private final Orders orders = new Orders();
    private ControlServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        server = new ControlServer("word", orders, Set.of("kafka"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRestartIsHandedOver() throws InterruptedException {
        assertThat(new ControlClient(server.address()).restart("kafka")).isTrue();
        assertThat(orders.nextRestart(Duration.ZERO)).isEqualTo("kafka");
    }

    @Test
    void aProgramNobodyKnowsIsRefused() throws InterruptedException {
        assertThat(new ControlClient(server.address()).restart("rabbit")).isFalse();
        assertThat(orders.nextRestart(Duration.ZERO)).isNull();
    }

    @Test
    void withoutTheWordNobodyStopsAnything() {
        SystemState.Control wrong = new SystemState.Control(server.address().url(), "wrong");

        assertThat(new ControlClient(wrong).stop()).isFalse();
        assertThat(orders.stopWanted()).isFalse();
    }

    @Test
    void aStopIsHandedOver() {
        assertThat(new ControlClient(server.address()).stop()).isTrue();
        assertThat(orders.stopWanted()).isTrue();
    }

    @Test
    void theStateReadsBackAsItWasWritten() throws IOException {
        SystemState state = new SystemState(
                "running",
                42,
                "2026-11-21T10:00:00Z",
                server.address(),
                "http://127.0.0.1:8080",
                "key",
                "op",
                "http://127.0.0.1:8081",
                null,
                "postgresql://parley:word@127.0.0.1:15432/parley",
                "127.0.0.1:19092",
                folder.toString(),
                List.of(new SystemState.ProcessState("kafka", 43, "ready", 19_092, null, 1, 1_000, null)));
        PrivateFile file = new PrivateFile(folder.resolve("state.json"));

        file.write(state);

        assertThat(file.read(SystemState.class)).contains(state);
    }
}
