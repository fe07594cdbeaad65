package dev.parley.standalone.run;

import dev.parley.standalone.control.PrivateFile;
import dev.parley.standalone.infrastructure.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that one system keeps everything in; two systems with two homes know nothing of each other.
 *
 * @param installation the built repository that runs over it
 * @param folder {@code .parley} in the repository, or what PARLEY_HOME names
 */
public record Home(Installation installation, Path folder) {
    public static Home fromEnvironment(Installation installation) {
        String named = System.getenv("PARLEY_HOME");
        Path folder = named == null || named.isBlank() ? installation.root().resolve(".parley") : Path.of(named);
        return new Home(installation, folder.toAbsolutePath().normalize());
    }

    Path postgres() {
        return folder.resolve("pg");
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path media() {
        return folder.resolve("media");
    }

    /** The world of the simulated platforms. */
    Path sandbox() {
        return folder.resolve("sandbox");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path log(String program) {
        return logs().resolve(program + ".log");
    }

    /** Class archives that make JVMs start faster: only a cache. */
    Path classArchives() {
        return folder.resolve("cds");
    }

    /** The programs that run: only a copy. */
    Path programs() {
        return folder.resolve("programs");
    }

    Path lock() {
        return folder.resolve("lock");
    }

    public PrivateFile state() {
        return new PrivateFile(folder.resolve("state.json"));
    }

    PrivateFile secrets() {
        return new PrivateFile(folder.resolve("secrets.json"));
    }

    /** Everything of ours in the folder, which may hold more: data, caches, and the lock. */
    List<Path> contents() {
        return Stream.concat(data().stream(), Stream.of(classArchives(), programs(), lock()))
                .toList();
    }

    /** What {@code reset} wipes: everything a user or the system made, but not the caches. */
    List<Path> data() {
        return List.of(
                postgres(),
                kafka(),
                media(),
                sandbox(),
                logs(),
                folder.resolve("state.json"),
                folder.resolve("secrets.json"));
    }
}
