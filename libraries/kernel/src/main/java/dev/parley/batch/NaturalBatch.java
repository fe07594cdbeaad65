package dev.parley.batch;

import dev.parley.database.DatabaseFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers single requests into batches without ever waiting for one to fill.
 *
 * <pre>
 *   submit ──► waiting (bounded) ──► next batch ──► work: one transaction ──► every request gets its own answer
 *                                       ▲                     │
 *                                       └──── starts when a previous batch returns
 * </pre>
 *
 * An idle system answers a single request at once; a busy one makes few large statements. Deadlocks and serialisation
 * errors repeat the batch. Any other error of the statement itself halves it, until the request at fault stands alone
 * and alone fails. Errors of the connection fail the whole batch.
 *
 * @param <I> a request
 * @param <O> its answer
 */
public final class NaturalBatch<I, O> {
    private static final int MOST_REPEATS = 5;

    /** What is done with a batch: answers in the order of the requests. */
    @FunctionalInterface
    public interface Work<I, O> {
        Uni<List<O>> perform(List<I> requests);
    }

    private record Waiting<I, O>(I request, UniEmitter<? super O> answer) {}

    private final int largest;
    private final int mostWaiting;
    private final int mostInFlight;
    private final Work<I, O> work;
    private final ArrayDeque<Waiting<I, O>> waiting = new ArrayDeque<>();
    private int inFlight;

    /**
     * @param largest requests in one batch
     * @param mostInFlight batches at a time
     * @param mostWaiting requests that may wait; beyond it they fail at once
     */
    public NaturalBatch(int largest, int mostInFlight, int mostWaiting, Work<I, O> work) {
        this.largest = largest;
        this.mostInFlight = mostInFlight;
        this.mostWaiting = mostWaiting;
        this.work = work;
    }

    /** Completes with the request's own answer once its batch is done. Not asking (no subscription) does nothing. */
    public Uni<O> submit(I request) {
        return Uni.createFrom().emitter(answer -> {
            if (enqueue(new Waiting<>(request, answer))) {
                startNext();
            } else {
                answer.fail(new RejectedExecutionException("too many requests wait for a batch"));
            }
        });
    }

    private synchronized boolean enqueue(Waiting<I, O> request) {
        return waiting.size() < mostWaiting && waiting.add(request);
    }

    private void startNext() {
        List<Waiting<I, O>> batch = nextBatch();
        if (batch != null) {
            perform(batch, 0).subscribe().with(done -> finish(), failure -> finish());
        }
    }

    private synchronized @Nullable List<Waiting<I, O>> nextBatch() {
        if (waiting.isEmpty() || inFlight >= mostInFlight) {
            return null;
        }
        inFlight++;
        List<Waiting<I, O>> batch = new ArrayList<>(Math.min(largest, waiting.size()));
        while (batch.size() < largest && !waiting.isEmpty()) {
            batch.add(waiting.poll());
        }
        return batch;
    }

    private void finish() {
        synchronized (this) {
            inFlight--;
        }
        startNext();
    }

    private Uni<Void> perform(List<Waiting<I, O>> batch, int repeats) {
        List<I> requests = batch.stream().map(Waiting::request).toList();
        return Uni.createFrom()
                .deferred(() -> work.perform(requests))
                .invoke(answers -> complete(batch, answers))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> recover(batch, repeats, failure));
    }

    private void complete(List<Waiting<I, O>> batch, List<O> answers) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer.complete(answers.get(i));
        }
    }

    private Uni<Void> recover(List<Waiting<I, O>> batch, int repeats, Throwable failure) {
        DatabaseFailure kind = DatabaseFailure.of(failure);
        if (kind == DatabaseFailure.CONFLICT && repeats < MOST_REPEATS) {
            return perform(batch, repeats + 1);
        }
        if (batch.size() > 1 && kind != DatabaseFailure.OUTAGE) {
            int half = batch.size() / 2;
            return perform(batch.subList(0, half), 0).chain(() -> perform(batch.subList(half, batch.size()), 0));
        }
        batch.forEach(request -> request.answer.fail(failure));
        return Uni.createFrom().voidItem();
    }
}
