package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs for Node, from a folder under src/test/node, with the packages that they name, in target. */
public final class NodeFolder {
    private static final int PATIENCE_MINUTES = 8;

    private final Path folder;

    private NodeFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether there is a Node to run them. */
    public static boolean isNodeThere() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Copies the folder and installs its packages, unless an earlier run did.
     *
     * @param options for {@code npm ci}
     */
    public static NodeFolder install(String name, String... options) {
        Path module = Installation.find().root().resolve("end-to-end-tests");
        NodeFolder installed = new NodeFolder(module.resolve("target").resolve(name));
        try {
            installed.copy(module.resolve("src/test/node").resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (!Files.isDirectory(installed.path("node_modules"))) {
            installed.run(
                    Stream.concat(Stream.of("npm", "ci", "--no-audit", "--no-fund"), Stream.of(options))
                            .toList(),
                    ".");
        }
        return installed;
    }

    private void copy(Path source) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    public Path path(String inside) {
        return folder.resolve(inside);
    }

    /** Fails, with what it printed, unless the command ends well. */
    public void run(List<String> command, String inside) {
        Path log = folder.resolve(Path.of(command.getFirst()).getFileName() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.resolve(inside).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
                assertThat(ended && process.exitValue() == 0)
                        .as(Files.readString(log))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
