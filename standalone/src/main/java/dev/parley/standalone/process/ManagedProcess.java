package dev.parley.standalone.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one program running.
 *
 * <pre>
 *            start                ready
 *  STOPPED ────────▶ STARTING ───────────▶ READY
 *                       ▲   │                │
 *                waited │   └── died ────────┤ died, or answers no more (killed)
 *                       │                    ▼
 *                       └───────────────  WAITING      (five deaths within a minute: give up)
 * </pre>
 *
 * Not thread-safe: one thread owns all keepers and calls {@link #tick} every now and then.
 */
public final class ManagedProcess {
    /** A start without progress for so long has failed. */
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
    /** Processor time that counts as progress: more than looking again and again for a server that is away. */
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private static final Duration LONGEST_START = Duration.ofMinutes(20);

    private final Kept kept;
    private final Consumer<String> report;
    private final RecentDeaths deaths = new RecentDeaths();
    private State state = State.STOPPED;
    private @Nullable Run run;
    private @Nullable Pulse pulse;
    private Instant since = Instant.EPOCH;
    private Instant progressed = Instant.EPOCH;
    private Duration workedThen = Duration.ZERO;
    private int restarts;

    /**
     * @param report takes one sentence for the person at the terminal whenever the program dies or comes back
     */
    public ManagedProcess(Kept kept, Consumer<String> report) {
        this.kept = kept;
        this.report = report;
    }

    /**
     * What is kept running.
     *
     * @param name for people
     * @param port it listens on
     * @param log its output
     * @param start makes a new run of it; called for each start
     * @param pulse begins to ask a run that is ready whether it lives; null for a program that cannot be asked
     */
    public record Kept(
            String name,
            int port,
            Path log,
            Supplier<Run> start,
            @Nullable Supplier<Pulse> pulse) {
        /** A program as a kept thing; {@code prepare} runs before each start. */
        public static Kept of(Program program, Runnable prepare) {
            return new Kept(
                    program.name(),
                    program.port(),
                    program.log(),
                    () -> {
                        prepare.run();
                        return Child.start(program);
                    },
                    null);
        }

        /** The same, restarted also when it lives and does not answer. */
        public Kept with(Supplier<Pulse> asked) {
            return new Kept(name, port, log, start, asked);
        }
    }

    /** Where the program stands. */
    public enum State {
        STOPPED,
        STARTING,
        READY,
        WAITING;

        /** As {@code status} shows it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public void start(Instant now) {
        since = now;
        progressed = now;
        workedThen = Duration.ZERO;
        run = kept.start().get();
        state = State.STARTING;
    }

    /**
     * Looks after the first start, in which a death is a failure and not a reason for another try.
     *
     * @return whether it is ready
     * @throws StartFailure when it died or makes no progress; one that works is waited for, however slow the machine
     */
    public boolean checkFirstStart(Instant now) {
        Run current = run;
        if (state == State.READY || current == null) {
            return state == State.READY;
        }
        if (!current.alive()) {
            throw new StartFailure(kept.name() + " ended while it was starting." + LogTail.explain(kept.log()));
        }
        if (current.ready()) {
            becomeReady();
        } else if (hangs(current, now)) {
            throw new StartFailure("%s was not ready after %d s.%s"
                    .formatted(kept.name(), Duration.between(since, now).toSeconds(), LogTail.explain(kept.log())));
        }
        return state == State.READY;
    }

    /**
     * Moves on by one step, if there is one to take.
     *
     * @return whether something changed that others want to know
     * @throws StartFailure when the program keeps dying
     */
    public boolean tick(Instant now) {
        Run current = run;
        if (current == null) {
            return false;
        }
        return switch (state) {
            case STOPPED -> false;
            case READY -> current.alive() ? isSilent() && killed(current, now) : died(now);
            case STARTING -> current.alive() ? comesUp(current, now) : died(now);
            case WAITING -> waited(now);
        };
    }

    private void becomeReady() {
        state = State.READY;
        Supplier<Pulse> asked = kept.pulse();
        pulse = asked == null ? null : asked.get();
    }

    private boolean isSilent() {
        return pulse != null && pulse.isLost();
    }

    private boolean killed(Run current, Instant now) {
        report.accept(kept.name() + " lives, but does not answer any more; killing it");
        current.kill();
        return died(now);
    }

    private void endPulse() {
        if (pulse != null) {
            pulse.end();
            pulse = null;
        }
    }

    private boolean died(Instant now) {
        endPulse();
        deaths.add(now);
        if (deaths.tooMany()) {
            throw new StartFailure("%s died %d times within a minute; Parley gives up.%s"
                    .formatted(kept.name(), RecentDeaths.TOO_MANY, LogTail.explain(kept.log())));
        }
        report.accept("%s died; starting it again in %d ms"
                .formatted(kept.name(), deaths.nextWait().toMillis()));
        state = State.WAITING;
        since = now;
        return true;
    }

    private boolean comesUp(Run current, Instant now) {
        if (current.ready()) {
            becomeReady();
            report.accept(kept.name() + " is back after "
                    + Duration.between(since, now).toMillis() + " ms");
            return true;
        }
        if (hangs(current, now)) {
            stop();
            return died(now);
        }
        return false;
    }

    private boolean hangs(Run current, Instant now) {
        Duration worked = current.worked();
        if (worked.minus(workedThen).compareTo(PROGRESS) >= 0) {
            workedThen = worked;
            progressed = now;
        }
        return progressed.plus(IDLE_LIMIT).isBefore(now)
                || since.plus(LONGEST_START).isBefore(now);
    }

    private boolean waited(Instant now) {
        if (now.isBefore(since.plus(deaths.nextWait()))) {
            return false;
        }
        restarts++;
        start(now);
        return true;
    }

    /** Ends it in good order and starts it again; this is not a death. */
    public void restart(Instant now) {
        stop();
        restarts++;
        start(now);
        report.accept(kept.name() + " is restarting");
    }

    public void askToStop() {
        state = State.STOPPED;
        endPulse();
        if (run != null) {
            run.askToStop();
        }
    }

    public void awaitEnd() {
        if (run != null) {
            run.awaitEnd();
        }
    }

    private void stop() {
        askToStop();
        awaitEnd();
    }

    public String name() {
        return kept.name();
    }

    public int port() {
        return kept.port();
    }

    public State state() {
        return state;
    }

    public int restarts() {
        return restarts;
    }

    /** The process id of the latest run, or 0 when there was none. */
    public long pid() {
        return run == null ? 0 : run.pid();
    }
}
