package dev.parley.dispatch.job;

import dev.parley.dispatch.metrics.DispatchMeters;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;

/** One lane per kind of job, looked at in the order of their urgency. A slow kind holds no other. */
@ApplicationScoped
public class JobQueues {
    private final List<JobQueue> lanes;
    private final Vertx vertx;
    private final JobConfig config;
    private volatile boolean stopping;

    JobQueues(
            @All List<JobWorker> workers,
            JobStatements statements,
            JobConfig config,
            DispatchMeters meters,
            Vertx vertx) {
        this.lanes = workers.stream()
                .sorted(Comparator.comparing(worker -> worker.kind().priority()))
                .map(worker -> new JobQueue(worker, statements, config, meters))
                .toList();
        this.vertx = vertx;
        this.config = config;
    }

    void start(@Observes StartupEvent starting) {
        vertx.setPeriodic(config.scanEvery().toMillis(), timer -> {
            if (!stopping) {
                lanes.forEach(JobQueue::look);
            }
        });
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        this.stopping = true;
    }
}
