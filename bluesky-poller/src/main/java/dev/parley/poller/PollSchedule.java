package dev.parley.poller;

import dev.parley.platform.EventPoller;
import dev.parley.platform.Platform;
import dev.parley.platform.Platforms;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Looks every second which profiles are due and starts as many turns as this replica has room for. While more are due
 * than that, the end of each turn makes room for the next.
 */
@ApplicationScoped
class PollSchedule {
    private static final Logger LOG = Logger.getLogger(PollSchedule.class);

    private final PollerConfig config;
    private final Cursors cursors;
    private final ProfilePoll poll;
    private final PollerMeters meters;
    private final List<String> platforms;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean claiming = new AtomicBoolean();
    /** Whether the last look found as many as there was room for. */
    private volatile boolean moreAreDue;

    PollSchedule(PollerConfig config, Cursors cursors, ProfilePoll poll, PollerMeters meters, Platforms platforms) {
        this.config = config;
        this.cursors = cursors;
        this.poll = poll;
        this.meters = meters;
        this.platforms = platforms.all().stream()
                .filter(EventPoller.class::isInstance)
                .map(Platform::name)
                .toList();
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> makeMissing() {
        return quietly(cursors.makeMissing(platforms));
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> startDue() {
        int free = config.parallel() - running.get();
        if (free <= 0 || platforms.isEmpty() || !claiming.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return quietly(cursors.claim(free, platforms)
                .invoke(claims -> {
                    moreAreDue = claims.size() == free;
                    claims.forEach(this::start);
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(meters::failed)
                .onTermination()
                .invoke(() -> claiming.set(false)));
    }

    private void start(Cursors.Claim claim) {
        running.incrementAndGet();
        poll.run(claim)
                .onTermination()
                .invoke(running::decrementAndGet)
                .chain(() -> moreAreDue ? startDue() : Uni.createFrom().voidItem())
                .subscribe()
                .with(done -> {}, failure -> LOG.errorf(failure, "poll profile=%s", claim.profile()));
    }

    private static Uni<Void> quietly(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("nothing polled: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
