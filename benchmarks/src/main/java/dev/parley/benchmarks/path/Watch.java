package dev.parley.benchmarks.path;

import dev.parley.benchmarks.report.Report;
import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.Lag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Looks at memory and lag again and again while a load runs. */
final class Watch implements AutoCloseable {
    private static final int LOOKS = 60;
    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(5);
    private static final double MEBI = 1024 * 1024;

    private final BenchmarkStage stage;
    private final Lag lag;
    private final Duration betweenLooks;
    private final List<Look> looks = new ArrayList<>();
    private final Thread looking = new Thread(this::lookOn, "watch");
    private int missed;
    private volatile boolean closed;

    /** What was seen at one moment; bytes by program, records by consumer group, rows of the outbox. */
    private record Look(Map<String, Long> resident, Map<String, Long> lag, long outbox) {
        @Override
        public String toString() {
            Map<String, Long> mebibytes = new TreeMap<>();
            resident.forEach((program, bytes) -> mebibytes.put(program, Math.round(bytes / MEBI)));
            return "MiB " + mebibytes + ", lag " + lag + ", outbox " + outbox;
        }
    }

    Watch(BenchmarkStage stage, Lag lag, Duration length) {
        this.stage = stage;
        this.lag = lag;
        Duration even = length.dividedBy(LOOKS);
        this.betweenLooks = even.compareTo(OFTEN_ENOUGH) < 0 ? OFTEN_ENOUGH : even;
        looking.setDaemon(true);
        looking.start();
    }

    private void lookOn() {
        while (!closed) {
            look();
            try {
                Thread.sleep(betweenLooks);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** A look that fails, say while a consumer group gathers again, is not the end of an hour's watch. */
    private synchronized void look() {
        try {
            Look look = new Look(
                    new TreeMap<>(stage.resident()),
                    new TreeMap<>(lag.now()),
                    stage.sql().number("select count(*) from outbox"));
            looks.add(look);
            BenchmarkStage.say(look.toString());
        } catch (RuntimeException failed) {
            missed++;
            BenchmarkStage.say("could not look: " + failed);
        }
    }

    /** The second quarter of the time beside the last: what is flat is the same in both. */
    synchronized void describe(Report report) {
        report.note("seen %d times (%d looks failed), %d s apart; the second quarter of the time beside the last:"
                .formatted(looks.size(), missed, betweenLooks.toSeconds()));
        if (looks.isEmpty()) {
            return;
        }
        for (String program : looks.getLast().resident.keySet()) {
            report.note(line(program + " MiB", look -> look.resident.getOrDefault(program, 0L), MEBI));
        }
        for (String group : looks.getLast().lag.keySet()) {
            report.note(line("lag of " + group, look -> look.lag.getOrDefault(group, 0L), 1));
        }
        report.note(line("rows in the outbox", Look::outbox, 1));
    }

    private String line(String what, ToLongFunction<Look> value, double unit) {
        return String.format(
                Locale.ROOT,
                "%-32s %8.0f %8.0f",
                what,
                mean(looks.size() / 4, looks.size() / 2, value) / unit,
                mean(looks.size() * 3 / 4, looks.size(), value) / unit);
    }

    private double mean(int from, int until, ToLongFunction<Look> value) {
        return looks.subList(from, until).stream().mapToLong(value).average().orElse(0);
    }

    @Override
    public void close() {
        closed = true;
        looking.interrupt();
    }
}
