package dev.parley.standalone.process;

import java.time.Duration;

/** One run of a program, as its {@link ManagedProcess} sees it. */
public interface Run {
    boolean alive();

    /** Whether it is ready to work; asked only while it starts. */
    boolean ready();

    long pid();

    /** Processor time that it has used so far, its children's included. */
    Duration worked();

    /** Ends it the hard way, also when it is frozen. */
    void kill();

    /** Asks it to end and returns at once. */
    void askToStop();

    /** Waits for the end that was asked for; kills it when it takes longer than it may. */
    void awaitEnd();
}
