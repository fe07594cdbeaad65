package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path root;

    @Test
    void aResetWipesTheWorldOfTheSimulatedPlatforms() throws IOException {
        Home home = new Home(new Installation(root), root.resolve(".parley"));
        Path journal = home.sandbox().resolve("journal.jsonl");
        Files.createDirectories(home.sandbox());
        Files.writeString(journal, "{}\n");
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        assertThat(Reset.run(home, new PrintStream(said, true, StandardCharsets.UTF_8)))
                .isZero();

        assertThat(home.sandbox()).doesNotExist();
    }
}
