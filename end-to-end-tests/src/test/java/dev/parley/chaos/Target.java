package dev.parley.chaos;

/** A program that may be killed or frozen at any time, and comes back by itself. */
interface Target {
    String name();

    /** Of the process that runs now; 0 while there is none. */
    long pid();

    /** Whether it does its work again. */
    boolean isReady();
}
