package dev.parley.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    private Path root;

    @Test
    void aNewHomeIsItsOwnersAlone() {
        try (HomeLock _ = HomeLock.tryTake(home()).orElseThrow()) {
            assertThat(mode(home().folder())).isEqualTo("rwx------");
        }
    }

    @Test
    void anOldHomeIsClosedByWhoeverOpensIt() throws IOException {
        Files.createDirectories(home().folder());
        open(home().folder(), "rwxr-xr-x");

        HomeLock.tryTake(home()).orElseThrow().close();

        assertThat(mode(home().folder())).isEqualTo("rwx------");
    }

    @Test
    void whatAnEarlierVersionLeftOpenIsClosed() throws IOException {
        List<Path> files = List.of(
                file("state.json"),
                file("logs/api-gateway.log"),
                file("pg/base/1/2601"),
                file("kafka/data/parley.inbound-0/0.log"),
                file("media/ab/cdef"),
                file("cds/launcher.jsa"));

        OwnerOnly.tighten(home());

        assertThat(files).allMatch(file -> mode(file).equals("rw-------"));
        assertThat(files)
                .filteredOn(file -> !file.getParent().equals(home().folder()))
                .allMatch(file -> mode(file.getParent()).equals("rwx------"));
    }

    /** They are hard links to what a build left, which others may read, container images among them. */
    @Test
    void theModeOfTheBuildsFilesStaysAsItIs() throws IOException {
        Path built = Files.writeString(root.resolve("quarkus-run.jar"), "");
        open(built, "rw-r--r--");
        Path copy = home().programs().resolve("sandbox/quarkus-run.jar");
        Files.createDirectories(copy.getParent());
        Files.createLink(copy, built);

        OwnerOnly.tighten(home());

        assertThat(mode(built)).isEqualTo("rw-r--r--");
        assertThat(mode(home().programs())).isEqualTo("rwx------");
    }

    @Test
    void whatALinkLeadsToIsNotTouched() throws IOException {
        Path outside = Files.writeString(root.resolve("outside"), "");
        open(outside, "rw-r--r--");
        Files.createDirectories(home().folder());
        Files.createDirectories(home().logs());
        Files.createSymbolicLink(home().log("link"), outside);

        OwnerOnly.tighten(home());

        assertThat(mode(outside)).isEqualTo("rw-r--r--");
    }

    @Test
    void whatSomebodyKeepsBesideItIsNotTouched() throws IOException {
        Path theirs = file("notes/todo.txt");

        OwnerOnly.tighten(home());

        assertThat(mode(theirs)).isEqualTo("rw-r--r--");
    }

    @Test
    void aFolderThatEverybodySharesIsNoHome() throws IOException, InterruptedException {
        Files.createDirectories(home().folder());
        var code = new ProcessBuilder("chmod", "1777", home().folder().toString())
                .start()
                .waitFor();
        assertThat(code).isZero();

        assertThatThrownBy(() -> HomeLock.tryTake(home()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("PARLEY_HOME");
        assertThat(mode(home().folder())).isEqualTo("rwxrwxrwx");
    }

    @Test
    void aDatabaseUnderAnotherUserIsLetThroughAndSeesNothing() throws IOException {
        OwnerOnly.folder(home().folder(), true);

        assertThat(mode(home().folder())).isEqualTo("rwx--x--x");
    }

    private Home home() {
        return new Home(new Installation(root), root.resolve("home"));
    }

    private Path file(String path) throws IOException {
        Path file = home().folder().resolve(path);
        Files.createDirectories(file.getParent());
        open(file.getParent(), "rwxr-xr-x");
        Files.writeString(file, "");
        open(file, "rw-r--r--");
        return file;
    }

    private static void open(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
