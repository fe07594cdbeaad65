package dev.parley.ingest.upkeep;

import dev.parley.normalise.DelayedMessageEvents;
import dev.parley.normalise.PendingEvents;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends waiting: for media that do not come in time, and for messages that never come. */
@ApplicationScoped
public class ExpirySweeper {
    private static final Logger LOG = Logger.getLogger(ExpirySweeper.class);

    private final DelayedMessageEvents announcer;
    private final PendingEvents early;

    public ExpirySweeper(DelayedMessageEvents announcer, PendingEvents early) {
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
