package dev.parley.chaos;

import java.time.Duration;

/**
 * What happened to a program.
 *
 * @param recovered from the kill, or from the end of the freeze, until it was ready again
 */
record Blow(String target, Kind kind, Duration recovered) {
    /** What is done to a process. */
    enum Kind {
        /** SIGKILL. */
        KILLED,
        /** SIGSTOP for some seconds, then SIGCONT. */
        FROZEN,
        /** SIGSTOP for some seconds, then SIGKILL. */
        FROZEN_THEN_KILLED
    }
}
