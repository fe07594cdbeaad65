package dev.parley.fanout.loop;

import dev.parley.batch.Halving;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Writes items in batches, one batch at a time: the next is whatever came meanwhile. While the database is away a batch
 * is written again until it can; an item that the database refuses is put aside alone. Lives on the fan-out's loop.
 */
public final class WriteBehind<T> {
    private static final Logger LOG = Logger.getLogger(WriteBehind.class);
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final FanoutLoop loop;
    private final Halving<T> halving;
    private final Deque<T> items = new ArrayDeque<>();
    private boolean writing;

    /**
     * @param name what the log calls it
     * @param putAside completes when the item, which cannot be written, is safe elsewhere or told of
     */
    public WriteBehind(
            String name,
            FanoutLoop loop,
            Function<List<T>, Uni<Void>> write,
            BiFunction<T, Throwable, Uni<Void>> putAside) {
        this.name = name;
        this.loop = loop;
        this.halving = new Halving<>(write, putAside);
    }

    public void add(T item) {
        items.add(item);
        if (!writing) {
            writing = true;
            // Whatever else this turn of the loop brings goes into the same batch.
            loop.run(this::next);
        }
    }

    public boolean isIdle() {
        return !writing;
    }

    private void next() {
        List<T> batch = new ArrayList<>(Math.min(items.size(), BATCH));
        while (batch.size() < BATCH && !items.isEmpty()) {
            batch.add(items.poll());
        }
        if (batch.isEmpty()) {
            writing = false;
        } else {
            write(batch);
        }
    }

    private void write(List<T> batch) {
        halving.run(batch).subscribe().with(written -> loop.run(this::next), failure -> {
            LOG.warnf("%s not written, %d wait: %s", name, batch.size() + items.size(), failure.toString());
            loop.after(PAUSE, () -> write(batch));
        });
    }
}
