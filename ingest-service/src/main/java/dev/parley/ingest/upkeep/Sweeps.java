package dev.parley.ingest.upkeep;

import dev.parley.normalise.Announcer;
import dev.parley.normalise.EarlyEvents;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends waiting: for media that do not come in time, and for messages that never come. */
@ApplicationScoped
public class Sweeps {
    private static final Logger LOG = Logger.getLogger(Sweeps.class);

    private final Announcer announcer;
    private final EarlyEvents early;

    public Sweeps(Announcer announcer, EarlyEvents early) {
        this.announcer = announcer;
        this.early = early;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> announceOverdue() {
        return announcer
                .announceOverdue()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf("nothing announced: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expireEarlyEvents() {
        return early.expire()
                .onFailure()
                .invoke(failure -> LOG.debugf("no early event expired: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
