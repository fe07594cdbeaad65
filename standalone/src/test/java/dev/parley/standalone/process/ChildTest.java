package dev.parley.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @TempDir
    private Path folder;

    @Test
    void aProgramThatEndsEarlyIsExplainedByItsLastWords() {
        Child child = Child.start(shell("echo No space left on device; exit 3", () -> false));

        assertThatThrownBy(() -> child.awaitReady(Duration.ofMinutes(1)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aProgramThatIsNeverReadyIsStopped() {
        Child child = Child.start(shell("exec sleep 600", () -> false));

        assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(10)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("was not ready");
        assertThat(child.alive()).isFalse();
    }

    @Test
    void aProgramThatDoesNotListenIsKilled() {
        Path marker = folder.resolve("listening");
        Child child = Child.start(shell(
                "trap '' TERM; touch " + marker + "; while :; do sleep 600 & wait; done", () -> Files.exists(marker)));
        child.awaitReady(Duration.ofMinutes(1));

        child.stop();

        assertThat(child.alive()).isFalse();
    }

    @Test
    void itsEnvironmentIsOursAndItsOwn() {
        Child child = Child.start(shell("echo $PARLEY_COLOUR $HOME", () -> false));

        child.awaitEnd();

        assertThat(LogTail.lines(folder.resolve("test.log"), 10)).containsExactly("green " + System.getenv("HOME"));
    }

    private Program shell(String script, Probe probe) {
        return new Program(
                "test",
                1,
                List.of("sh", "-c", script),
                Map.of("PARLEY_COLOUR", "green"),
                folder,
                folder.resolve("test.log"),
                probe,
                new Program.Stop("TERM", Duration.ofSeconds(1)));
    }
}
