package dev.parley.fanout.loop;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends the fan-out in good order.
 *
 * <pre>
 *   told to stop ──► nothing new is taken ──► calls under way end, what waits is stored ──► offsets are committed
 * </pre>
 *
 * So a successor repeats nothing. What is not over in time comes again, from its record or when its lease ends.
 */
@ApplicationScoped
class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final FanoutLoop loop;
    private final FanoutConfig config;
    private final List<Drainable> parts;

    Drain(FanoutLoop loop, FanoutConfig config, @All List<Drainable> parts) {
        this.loop = loop;
        this.config = config;
        this.parts = parts;
    }

    /** Before the loop's timers and the consumer end. */
    void stop(@Observes @Priority(100) ShutdownEvent stopping) throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(1);
        loop.run(() -> {
            parts.forEach(Drainable::takeNothingNew);
            awaitIdle(idle);
        });
        if (!idle.await(config.drainFor().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("not everything was over after %s; it will come again", config.drainFor());
        }
    }

    private void awaitIdle(CountDownLatch idle) {
        if (parts.stream().allMatch(Drainable::isIdle)) {
            idle.countDown();
        } else {
            loop.after(LOOK_EVERY, () -> awaitIdle(idle));
        }
    }
}
