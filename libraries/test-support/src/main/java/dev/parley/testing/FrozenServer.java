package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One of the servers that the tests of this process run on, with all of its processes stopped until it is closed. */
public final class FrozenServer implements AutoCloseable {
    private final List<Long> processes;

    private FrozenServer(List<Long> processes) {
        this.processes = processes;
        if (processes.isEmpty()) {
            throw new IllegalStateException("no such server among the processes of this test");
        }
        signal("STOP");
    }

    public static FrozenServer postgres() {
        return new FrozenServer(processes("postgres"));
    }

    public static FrozenServer kafka() {
        return new FrozenServer(processes("EmbeddedBroker"));
    }

    /** Thaws it. */
    @Override
    public void close() {
        signal("CONT");
    }

    private static List<Long> processes(String word) {
        try (Stream<ProcessHandle> ours = ProcessHandle.current().descendants()) {
            return ours.map(ProcessHandle::pid)
                    .filter(process -> commandLine(process).contains(word))
                    .toList();
        }
    }

    private static String commandLine(long process) {
        try {
            return Files.readString(Path.of("/proc/" + process + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private void signal(String name) {
        for (long process : processes) {
            try {
                new ProcessBuilder("kill", "-s", name, Long.toString(process))
                        .start()
                        .waitFor();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
