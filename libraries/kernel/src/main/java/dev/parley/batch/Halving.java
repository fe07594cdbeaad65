package dev.parley.batch;

import dev.parley.database.DatabaseFailure;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Keeps one bad item from holding up the others.
 *
 * <pre>
 *   batch ──► work ──► done
 *               └─ fails for a reason of its own ──► first half ──► second half   (in order)
 *                                                        └─ one item left ──► put aside
 * </pre>
 *
 * A failure that no item is to blame for (see {@link DatabaseFailure}) is not hidden: the whole batch comes again later, and what
 * was done already is recognised.
 */
public final class Halving<T> {
    private final Function<List<T>, Uni<Void>> work;
    private final BiFunction<T, Throwable, Uni<Void>> putAside;

    /** @param putAside completes when the item is safe elsewhere */
    public Halving(Function<List<T>, Uni<Void>> work, BiFunction<T, Throwable, Uni<Void>> putAside) {
        this.work = work;
        this.putAside = putAside;
    }

    public Uni<Void> run(List<T> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> work.apply(batch))
                .onFailure(DatabaseFailure::isPermanent)
                .recoverWithUni(failure -> split(batch, failure));
    }

    private Uni<Void> split(List<T> batch, Throwable failure) {
        if (batch.size() == 1) {
            return putAside.apply(batch.getFirst(), failure);
        }
        int middle = batch.size() / 2;
        return run(batch.subList(0, middle)).chain(() -> run(batch.subList(middle, batch.size())));
    }
}
