package dev.parley.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of a {@link Program}: a process of ours, from its start to its end. */
public final class Child implements Run {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private final Program program;
    private final Process process;

    private Child(Program program, Process process) {
        this.program = program;
        this.process = process;
    }

    /**
     * Starts the program in the background.
     *
     * @throws StartFailure when it cannot be started at all; one that ends early is found by {@link #awaitReady}
     */
    public static Child start(Program program) {
        List<String> command = ParentDeathSignal.tie(program.stop().signal(), program.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(program.folder().toFile()).redirectErrorStream(true);
        builder.environment().putAll(program.environment());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        try {
            Files.createDirectories(program.log().getParent());
            Process process = SpawnThread.start(builder);
            process.getOutputStream().close();
            return new Child(program, process);
        } catch (IOException e) {
            throw new StartFailure(program.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the program says that it is ready.
     *
     * @throws StartFailure when it ends before that, or takes longer than {@code limit}; it is stopped then
     */
    public void awaitReady(Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (!ready()) {
            if (!alive()) {
                throw endedEarly();
            }
            if (Instant.now().isAfter(deadline)) {
                stop();
                throw new StartFailure("%s was not ready after %d s.%s"
                        .formatted(program.name(), limit.toSeconds(), LogTail.explain(program.log())));
            }
            pause();
        }
        if (!alive()) {
            throw endedEarly();
        }
    }

    private StartFailure endedEarly() {
        return new StartFailure("%s ended while it was starting (exit code %d).%s"
                .formatted(program.name(), process.exitValue(), LogTail.explain(program.log())));
    }

    private void pause() {
        try {
            // Returns at once when the child dies, so that a failed start is reported without delay.
            process.waitFor(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for " + program.name(), e);
        }
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public boolean ready() {
        return program.probe().ready();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Duration worked() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void askToStop() {
        if (!alive()) {
            return;
        }
        if (program.stop().signal().equals("TERM")) {
            process.destroy();
        } else {
            Signals.send(program.stop().signal(), pid());
        }
    }

    /** Asks the program to end, waits, and kills it when it takes longer than it may. */
    public void stop() {
        askToStop();
        awaitEnd();
    }

    @Override
    public void awaitEnd() {
        try {
            if (!process.waitFor(program.stop().patience().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }
}
