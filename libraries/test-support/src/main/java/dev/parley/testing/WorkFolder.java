package dev.parley.testing;

import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the end-to-end tests leave what they write; test processes may run side by side, so each has a folder. */
public final class WorkFolder {
    private WorkFolder() {}

    /** A path in this test process's own folder. */
    public static Path path(String name) {
        Path folder = Installation.find()
                .root()
                .resolve("end-to-end-tests/target")
                .resolve("run-" + ProcessHandle.current().pid());
        try {
            return Files.createDirectories(folder).resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder of that name. */
    public static Path fresh(String name) {
        Path folder = path(name);
        Folders.delete(folder);
        try {
            return Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
