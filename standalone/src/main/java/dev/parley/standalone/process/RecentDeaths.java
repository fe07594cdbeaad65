package dev.parley.standalone.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often one program died lately: decides how long to wait before its next start, and when to give up. */
final class RecentDeaths {
    static final int TOO_MANY = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    private final Deque<Instant> deaths = new ArrayDeque<>();

    void add(Instant now) {
        deaths.addLast(now);
        while (deaths.getFirst().isBefore(now.minus(WINDOW))) {
            deaths.removeFirst();
        }
    }

    boolean tooMany() {
        return deaths.size() >= TOO_MANY;
    }

    /** A quarter of a second after the first death, four times as long after each further one. */
    Duration nextWait() {
        return FIRST_WAIT.multipliedBy(1L << (2 * Math.max(0, deaths.size() - 1)));
    }
}
