package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCopyTest {
    private static final Instant FIRST_BUILD = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    private Path root;

    @Test
    void aRunningProgramKeepsItsJarsWhenTheyAreBuiltAnew() throws IOException {
        build("first", FIRST_BUILD);
        Path running = ProgramCopy.runnableJar(home(), "sandbox");

        build("second", FIRST_BUILD.plusSeconds(1));

        assertThat(running).hasContent("run first");
        assertThat(running.resolveSibling("lib/library.jar")).hasContent("library first");
    }

    @Test
    void theNextStartRunsTheNewBuild() throws IOException {
        build("first", FIRST_BUILD);
        ProgramCopy.runnableJar(home(), "sandbox");
        build("second", FIRST_BUILD.plusSeconds(1));

        Path running = ProgramCopy.runnableJar(home(), "sandbox");

        assertThat(running).hasContent("run second");
        assertThat(running.resolveSibling("lib/library.jar")).hasContent("library second");
    }

    @Test
    void anUnchangedBuildIsNotCopiedAgain() throws IOException {
        build("first", FIRST_BUILD);
        Path running = ProgramCopy.runnableJar(home(), "sandbox");
        Path mark = Files.createFile(running.resolveSibling("mark"));

        ProgramCopy.runnableJar(home(), "sandbox");

        assertThat(mark).exists();
    }

    @Test
    void theClassArchiveOfAnEarlierBuildGoesWithIt() throws IOException {
        build("first", FIRST_BUILD);
        ProgramCopy.runnableJar(home(), "sandbox");
        Files.createDirectories(home().classArchives());
        Path archive = Files.createFile(JvmFlags.archive(home().classArchives(), "sandbox"));

        ProgramCopy.runnableJar(home(), "sandbox");
        assertThat(archive).exists();

        build("second", FIRST_BUILD.plusSeconds(1));
        ProgramCopy.runnableJar(home(), "sandbox");
        assertThat(archive).doesNotExist();
    }

    private Home home() {
        return new Home(new Installation(root), root.resolve("home"));
    }

    /** As Quarkus does it: the folder is emptied first. */
    private void build(String content, Instant time) throws IOException {
        Path folder = root.resolve("sandbox/target/quarkus-app");
        Folders.delete(folder);
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/library.jar"), "library " + content);
        Path jar = Files.writeString(folder.resolve("quarkus-run.jar"), "run " + content);
        Files.setLastModifiedTime(jar, FileTime.from(time));
    }
}
