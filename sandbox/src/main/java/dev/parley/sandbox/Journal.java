package dev.parley.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes the simulated world goes through here, one act at a time, and is written down before it
 * happens. After a restart the acts happen again, in the same order and at the same {@link Moment}s, and the world is as
 * it was: there is no second description of its parts that could leave one out.
 *
 * <pre>
 *  act ──► one line in the file ──► happens ──► answer, deliveries
 *                 │
 *             restart ──► happens again, without answer or deliveries
 * </pre>
 *
 * Without a folder nothing is written and nothing survives.
 */
@ApplicationScoped
public class Journal {
    private static final Logger LOG = Logger.getLogger(Journal.class);

    private static final String LINE = "{\"at\":%d,\"kind\":\"%s\",\"input\":%s}";

    private final @Nullable JournalFile file;
    private long last;

    Journal(SandboxSettings settings) {
        file = settings.folder().map(Path::of).map(JournalFile::open).orElse(null);
    }

    @PreDestroy
    void close() {
        if (file != null) {
            file.close();
        }
    }

    /** Writes an act down and performs it; passes on what it throws. */
    public <I, T> T act(Kind<I, T> kind, I input) {
        String written = file == null ? "" : kind.write().apply(input).encode();
        synchronized (this) {
            last = Math.max(last + 1, Moment.clock());
            if (file != null) {
                file.append(Buffer.buffer(LINE.formatted(last, kind.name(), written)));
            }
            return Moment.of(last).during(() -> kind.perform().apply(input));
        }
    }

    /**
     * Performs again what is written down.
     *
     * @return how many acts that were
     */
    synchronized long replay(Map<String, Kind<?, ?>> kinds) {
        if (file == null) {
            return 0;
        }
        long[] count = new long[1];
        file.read(line -> {
            count[0]++;
            replay(line, count[0], kinds);
        });
        return count[0];
    }

    private void replay(String text, long number, Map<String, Kind<?, ?>> kinds) {
        JsonObject line = parse(text, number);
        Kind<?, ?> kind = kinds.get(line.getString("kind", ""));
        if (kind == null) {
            throw unreadable(number, null);
        }
        last = line.getLong("at", last);
        try {
            Object unused =
                    Moment.replayed(last).during(() -> kind.performRead(line.getJsonObject("input", new JsonObject())));
        } catch (RuntimeException refused) {
            LOG.debugf(refused, "line %d was refused, as it was before", number);
        }
    }

    private JsonObject parse(String text, long number) {
        try {
            return new JsonObject(text);
        } catch (DecodeException damaged) {
            throw unreadable(number, damaged);
        }
    }

    private IllegalStateException unreadable(long number, @Nullable Throwable cause) {
        return new IllegalStateException(
                "line %d of %s is damaged or of another version; without the file the world begins anew"
                        .formatted(number, file == null ? "" : file.path()),
                cause);
    }
}
