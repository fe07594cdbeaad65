package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsAppendedIsReadAgain() {
        String longer = "x".repeat(200_000);
        write("first", longer, "drítte");

        assertThat(lines()).containsExactly("first", longer, "drítte");
    }

    @Test
    void aLineThatWasCutOffIsGoneAndTheNextOneIsWhole() throws IOException {
        write("first");
        Files.writeString(file(), "{\"half", StandardOpenOption.APPEND);

        try (JournalFile journal = JournalFile.open(folder)) {
            journal.read(line -> assertThat(line).isEqualTo("first"));
            journal.append(Buffer.buffer("second"));
        }

        assertThat(lines()).containsExactly("first", "second");
    }

    @Test
    void twoDoNotShareAFolder() {
        try (JournalFile journal = JournalFile.open(folder)) {
            assertThat(journal.path()).exists();
            assertThatThrownBy(() -> JournalFile.open(folder))
                    .isInstanceOfAny(IllegalStateException.class, OverlappingFileLockException.class);
        }
    }

    @Test
    void whatCannotBeWrittenIsAnError() {
        JournalFile journal = JournalFile.open(folder);
        journal.close();

        assertThatThrownBy(() -> journal.append(Buffer.buffer("lost"))).isInstanceOf(UncheckedIOException.class);
        assertThat(lines()).isEmpty();
    }

    private void write(String... lines) {
        try (JournalFile journal = JournalFile.open(folder)) {
            journal.read(line -> {});
            for (String line : lines) {
                journal.append(Buffer.buffer(line));
            }
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (JournalFile journal = JournalFile.open(folder)) {
            journal.read(lines::add);
        }
        return lines;
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }
}
