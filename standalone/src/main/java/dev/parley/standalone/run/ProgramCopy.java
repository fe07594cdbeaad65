package dev.parley.standalone.run;

import dev.parley.standalone.infrastructure.Folders;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packaged programs that a system runs, as hard links of its own: a build may then replace them under
 * {@code target} while the system runs, as {@code ./parley test} does.
 */
final class ProgramCopy {
    private ProgramCopy() {}

    /** The runnable jar of a module in the home's copy, brought up to date first. */
    static Path runnableJar(Home home, String module) {
        Path built = home.installation().runnableJar(module);
        Path folder = home.programs().resolve(module);
        Path copy = folder.resolve(built.getFileName());
        try {
            if (!isSame(built, copy)) {
                Folders.delete(folder);
                // One of the former jars would be refused at each start, and not be made anew either.
                Files.deleteIfExists(JvmFlags.archive(home.classArchives(), module));
                // The runnable jar comes last: with it the copy is complete.
                copyAll(built, folder);
                copyOne(built, copy);
            }
            return copy;
        } catch (IOException e) {
            throw new StartFailure("The program " + module + " could not be copied to " + folder + ": " + e, e);
        }
    }

    private static boolean isSame(Path built, Path copy) throws IOException {
        return Files.exists(copy)
                && Files.getLastModifiedTime(built).equals(Files.getLastModifiedTime(copy))
                && Files.size(built) == Files.size(copy);
    }

    private static void copyAll(Path runnable, Path folder) throws IOException {
        Path source = runnable.toAbsolutePath().getParent();
        if (source == null) {
            throw new IOException(runnable + " stands in no folder");
        }
        List<Path> files;
        try (Stream<Path> below = Files.walk(source)) {
            files = below.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(runnable))
                    .toList();
        }
        for (Path file : files) {
            copyOne(file, folder.resolve(source.relativize(file)));
        }
    }

    private static void copyOne(Path file, Path copy) throws IOException {
        Files.createDirectories(copy.toAbsolutePath().getParent());
        try {
            Files.createLink(copy, file);
        } catch (IOException | UnsupportedOperationException _) {
            // Another file system, or one without links.
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
