package dev.parley.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a process and its children hold in memory, in bytes; Linux only. */
public final class Memory {
    private static final int KIBI = 1024;

    private Memory() {}

    /** The resident size of one process alone. */
    public static OptionalLong resident(long pid) {
        return field(Path.of("/proc/" + pid + "/status"), "VmRSS:");
    }

    /**
     * The resident size of a program; of one with children the proportional sizes added up, because PostgreSQL's
     * backends share most of what they hold.
     */
    public static OptionalLong residentWithChildren(long pid) {
        long[] children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid)
                .toArray();
        if (children.length == 0) {
            return resident(pid);
        }
        return LongStream.concat(LongStream.of(pid), LongStream.of(children))
                .mapToObj(each -> field(Path.of("/proc/" + each + "/smaps_rollup"), "Pss:"))
                .flatMapToLong(OptionalLong::stream)
                .reduce(Long::sum);
    }

    private static OptionalLong field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(digits -> Long.parseLong(digits) * KIBI)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException _) {
            return OptionalLong.empty();
        }
    }
}
