package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The lexicons that Bluesky publishes as an npm package, and the validator that comes with them, in Node. */
final class Lexicons {
    private static final Path SOURCE = Installation.find().root().resolve("end-to-end-tests/src/test/node/lexicons");
    private static final Path FOLDER = Installation.find().root().resolve("end-to-end-tests/target/lexicons");
    private static final int PATIENCE_MINUTES = 3;

    private Lexicons() {}

    /** Fails unless every exchange in the file keeps to its lexicon and each of these methods was called. */
    static void check(Path exchanges, List<String> called) {
        try {
            install();
            List<String> command = new ArrayList<>(List.of("node", "check.mjs", exchanges.toString()));
            command.addAll(called);
            run(command);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void install() throws IOException {
        if (Files.isDirectory(FOLDER.resolve("node_modules"))) {
            return;
        }
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "check.mjs")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(List.of("npm", "ci", "--no-audit", "--no-fund"));
    }

    private static void run(List<String> command) throws IOException {
        Path log = FOLDER.resolve(command.getFirst() + ".log");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            assertThat(ended && process.exitValue() == 0)
                    .as(Files.readString(log))
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
