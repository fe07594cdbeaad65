package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} that a running server keeps in its data folder: line 1 its process id, line 4 its
 * port, line 8 its state.
 */
final class PostgresLock {
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private final Path file;

    PostgresLock(Path data) {
        this.file = data.resolve("postmaster.pid");
    }

    /** Whether the server over this folder, and no other one on the same port, takes connections. */
    boolean saysReady(int port) {
        List<String> lines = lines();
        return lines.size() > STATE_LINE
                && lines.get(STATE_LINE).strip().equals("ready")
                && lines.get(PORT_LINE).strip().equals(Integer.toString(port));
    }

    /**
     * Deletes what a killed server left: PostgreSQL would take any process that got the old id for itself.
     *
     * @throws StartFailure when a server does run over this folder
     */
    void forgetDeadRun() {
        List<String> lines = lines();
        if (lines.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> server = handle(lines.getFirst()).filter(PostgresLock::isPostgres);
        if (server.isPresent()) {
            throw new StartFailure("Another PostgreSQL (process %d) already runs over %s."
                    .formatted(server.get().pid(), file.getParent()));
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StartFailure("The lock file " + file + " of an earlier run could not be deleted.", e);
        }
    }

    private static Optional<ProcessHandle> handle(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }
}
