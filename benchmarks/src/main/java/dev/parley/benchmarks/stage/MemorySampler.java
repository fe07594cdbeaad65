package dev.parley.benchmarks.stage;

import dev.parley.standalone.control.SystemState;
import dev.parley.standalone.control.SystemState.ProcessState;
import dev.parley.standalone.process.Memory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Collectors;

/** Watches how much memory the programs hold. */
final class MemorySampler implements AutoCloseable {
    private static final long MEBI = 1024 * 1024;
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final SystemState state;
    private final Map<String, Long> peaks = new LinkedHashMap<>();
    private final Timer clock = new Timer("residents", true);

    MemorySampler(SystemState state) {
        this.state = state;
        clock.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        look();
                    }
                },
                EVERY.toMillis(),
                EVERY.toMillis());
    }

    private synchronized void look() {
        now().forEach((program, bytes) -> peaks.merge(program, bytes, Math::max));
    }

    /** Bytes resident at this moment, by program. */
    Map<String, Long> now() {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (ProcessState process : state.processes()) {
            Memory.residentWithChildren(process.pid()).ifPresent(bytes -> sizes.put(process.name(), bytes));
        }
        return sizes;
    }

    synchronized String peaks() {
        return peaks.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() / MEBI + " MiB")
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        clock.cancel();
    }
}
