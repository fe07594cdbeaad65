package dev.parley.gateway.access;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hashes of keys that do not exist, for a few seconds; the oldest goes when there are too many. */
final class UnknownKeys {
    private static final int MOST = 10_000;
    private static final long LASTS_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<Buffer, Long> since = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Buffer, Long> eldest) {
            return size() > MOST;
        }
    };

    synchronized boolean contains(Buffer hash) {
        Long added = since.get(hash);
        return added != null && System.nanoTime() - added < LASTS_NANOS;
    }

    synchronized void add(Buffer hash) {
        since.remove(hash);
        since.put(hash, System.nanoTime());
    }
}
