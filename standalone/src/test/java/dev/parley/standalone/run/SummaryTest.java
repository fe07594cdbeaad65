package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.control.SystemState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final String UP = "Parley is up after 1.0 s.";
    private static final SystemState STATE = new SystemState(
            "running",
            1,
            "2026-01-01T00:00:00Z",
            new SystemState.Control("http://127.0.0.1:1", "control-word"),
            "http://127.0.0.1:8080",
            "pk_secret",
            "op_secret",
            "http://127.0.0.1:8081",
            null,
            "postgresql://parley:password@127.0.0.1:5432/parley",
            "127.0.0.1:9092",
            "/home",
            List.of());

    @Test
    void aTerminalIsShownHowToGetIn() {
        assertThat(announced(Map.of())).contains(UP, "pk_secret", "parley:password", "http://127.0.0.1:8080");
    }

    @Test
    void aLogIsNot() {
        assertThat(announced(Map.of(Summary.DETACHED, "true")))
                .containsOnlyOnce(UP)
                .doesNotContain("secret", "password", "control-word");
    }

    private static String announced(Map<String, String> environment) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        Summary.announceInLog(UP, out, environment);
        Summary.announceOnTerminal(STATE, UP, out, environment);
        return text.toString(StandardCharsets.UTF_8);
    }
}
