package dev.parley.standalone.run;

import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;

/** A database that runs out of disk says so in a log nobody reads; better to say it before. */
final class DiskSpace {
    private static final long MEBI = 1024 * 1024;
    private static final long NEEDED = 512 * MEBI;

    /** How every program on Linux and macOS says it. */
    private static final String FULL = "No space left on device";

    private DiskSpace() {}

    /** The failure in words for the terminal: a full disk is said first, whoever met it. */
    static String explain(StartFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains(FULL) ? "The disk is full. " + message : message;
    }

    static void require(Home home) {
        try {
            long free = Files.getFileStore(home.folder()).getUsableSpace();
            if (free < NEEDED) {
                throw new StartFailure("The disk is full: %d MiB are free under %s, a start needs %d MiB."
                        .formatted(free / MEBI, home.folder(), NEEDED / MEBI));
            }
        } catch (IOException e) {
            throw new StartFailure("The disk under " + home.folder() + " cannot be examined: " + e.getMessage(), e);
        }
    }
}
