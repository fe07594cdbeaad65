package dev.parley.standalone.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, for people who need to know why something ended. */
public final class LogTail {
    private static final int WINDOW = 64 * 1024;
    private static final int EXPLAINING_LINES = 15;

    private LogTail() {}

    /** The last lines of the log, at most {@code count}; empty when there is none. */
    public static List<String> lines(Path log, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - WINDOW);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException _) {
            return List.of();
        }
    }

    /** A paragraph to put behind a sentence about a failure: the last lines and where to read more. */
    static String explain(Path log) {
        List<String> last = lines(log, EXPLAINING_LINES);
        if (last.isEmpty()) {
            return " It wrote nothing to " + log + ".";
        }
        return " The last lines of " + log + ":\n    " + String.join("\n    ", last);
    }
}
