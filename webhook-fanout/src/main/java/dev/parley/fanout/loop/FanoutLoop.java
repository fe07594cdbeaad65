package dev.parley.fanout.loop;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * The one event loop on which lanes, deliveries and queues live. Nothing of theirs is touched from elsewhere, so none
 * of it needs locks; a second core is used by a second replica.
 */
@ApplicationScoped
public class FanoutLoop {
    private final Vertx vertx;
    private final Context context;
    private volatile boolean stopped;

    public FanoutLoop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    public void run(Runnable task) {
        context.runOnContext(here -> task.run());
    }

    /** Repeats until the process ends; the first time after one period. */
    public void every(Duration period, Runnable task) {
        run(() -> vertx.setPeriodic(Math.max(1, period.toMillis()), fired -> unlessStopped(task)));
    }

    /** Call on the loop. */
    public void after(Duration delay, Runnable task) {
        vertx.setTimer(Math.max(1, delay.toMillis()), fired -> unlessStopped(task));
    }

    private void unlessStopped(Runnable task) {
        if (!stopped) {
            task.run();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }
}
