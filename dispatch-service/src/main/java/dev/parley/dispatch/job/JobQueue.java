package dev.parley.dispatch.job;

import dev.parley.database.DatabaseFailure;
import dev.parley.dispatch.metrics.DispatchMeters;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The lane of one kind of job.
 *
 * <pre>
 *   look ──► claim as many as there are free slots ──► expired? ──► drop
 *                                                   └► perform ──► done: remove, or do again after a while
 *                                                              ├─► later: postpone, doubling
 *                                                              └─► hopeless, or once too often: give up, remove
 * </pre>
 */
final class JobQueue {
    private static final Logger LOG = Logger.getLogger(JobQueue.class);

    private final JobWorker worker;
    private final JobStatements statements;
    private final JobConfig config;
    private final DispatchMeters meters;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();

    JobQueue(JobWorker worker, JobStatements statements, JobConfig config, DispatchMeters meters) {
        this.worker = worker;
        this.statements = statements;
        this.config = config;
        this.meters = meters;
    }

    /** Takes up what is due, as far as there are slots. */
    void look() {
        int free = worker.slots() - busy.get();
        if (free <= 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        statements
                .claim(worker.kind(), free, config.deadline().multipliedBy(2))
                .subscribe()
                .with(
                        jobs -> {
                            busy.addAndGet(jobs.size());
                            looking.set(false);
                            jobs.forEach(this::work);
                        },
                        failure -> {
                            looking.set(false);
                            LOG.debugf("jobs not claimed: %s", failure);
                        });
    }

    private void work(Job job) {
        attempt(job)
                .flatMap(result -> settle(job, result))
                .onFailure(failure -> DatabaseFailure.isPermanent(failure) && job.attempt() >= config.attempts())
                .recoverWithUni(failure -> remove(job, failure))
                .onFailure()
                .invoke(failure -> LOG.warnf("job=%d is left to its lease: %s", job.id(), failure))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(done -> {
                    busy.decrementAndGet();
                    look();
                });
    }

    /** What would end it cannot be written either, after as many attempts as there are. */
    private Uni<Void> remove(Job job, Throwable failure) {
        count("dropped");
        LOG.errorf(
                failure,
                "job=%d kind=%s profile=%s attempt=%d dropped without a trace: %s",
                job.id(),
                worker.kind(),
                job.profile(),
                job.attempt(),
                DatabaseFailure.nameOf(failure));
        return statements.remove(job);
    }

    private Uni<JobResult> attempt(Job job) {
        if (job.expired()) {
            return Uni.createFrom().item(new JobResult.Hopeless("expired"));
        }
        return Uni.createFrom()
                .deferred(() -> worker.perform(job))
                .ifNoItem()
                .after(config.deadline())
                .fail()
                .onFailure()
                .recoverWithItem(failure -> failed(job, failure));
    }

    /** The reason may end up before a customer's eyes. */
    private JobResult failed(Job job, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return new JobResult.TryAgain(null, "no answer in time");
        }
        LOG.debugf(failure, "job=%d kind=%s failed", job.id(), worker.kind());
        return new JobResult.TryAgain(
                null, "an error on our side (" + failure.getClass().getSimpleName() + ")");
    }

    private Uni<Void> settle(Job job, JobResult result) {
        return switch (result) {
            case JobResult.Done done -> {
                count("done");
                yield statements.remove(job);
            }
            case JobResult.Repeat repeat -> {
                count("done");
                yield statements.repeat(job, repeat.after());
            }
            case JobResult.TryAgain later
            when job.attempt() < config.attempts() -> {
                count("retry");
                LOG.debugf("job=%d kind=%s again: %s", job.id(), worker.kind(), later.reason());
                yield statements.postpone(job, wait(job, later));
            }
            case JobResult.TryAgain later -> drop(job, later.reason());
            case JobResult.Hopeless hopeless -> drop(job, hopeless.reason());
        };
    }

    private Uni<Void> drop(Job job, String reason) {
        count("dropped");
        LOG.infof(
                "job=%d kind=%s profile=%s attempt=%d dropped reason=\"%s\"",
                job.id(), worker.kind(), job.profile(), job.attempt(), reason);
        return worker.giveUp(job, reason).chain(() -> statements.remove(job));
    }

    private Duration wait(Job job, JobResult.TryAgain later) {
        if (later.after() != null) {
            return later.after();
        }
        long doubled = config.firstWait().toMillis() << Math.min(job.attempt() - 1, 16);
        return Duration.ofMillis(Math.min(doubled, config.longestWait().toMillis()));
    }

    private void count(String end) {
        meters.jobEnded(worker.kind(), end);
    }
}
