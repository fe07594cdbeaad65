package dev.parley.standalone.control;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What others want of the running launcher: given by any thread, carried out by the launcher's own. */
public final class Orders {
    private final BlockingQueue<String> restarts = new LinkedBlockingQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stop;

    public void restart(String program) {
        restarts.add(program);
    }

    /** Asks for the end of everything and returns at once. */
    public void stop() {
        stop = true;
    }

    public boolean stopWanted() {
        return stop;
    }

    /** The next program to restart, or null when none is asked for within {@code wait}. */
    public @Nullable String nextRestart(Duration wait) throws InterruptedException {
        return restarts.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To be told once everything is stopped. */
    public void reportStopped() {
        stopped.countDown();
    }

    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }
}
