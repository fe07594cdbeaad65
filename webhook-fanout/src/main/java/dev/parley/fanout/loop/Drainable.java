package dev.parley.fanout.loop;

/**
 * A part of the fan-out that must not be cut off in the middle of something when the process is told to stop. Called
 * on the fan-out's loop.
 */
public interface Drainable {
    /** Takes on nothing new from now on; what it holds goes on. */
    default void takeNothingNew() {}

    /** Whether everything it held is done, or stands where a successor finds it. */
    boolean isIdle();
}
