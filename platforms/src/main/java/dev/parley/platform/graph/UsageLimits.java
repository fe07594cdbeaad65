package dev.parley.platform.graph;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pauses that Meta's usage headers ask for, per token. Only what is still to come is kept, and at most
 * {@value #MOST} of it: forgetting one costs nothing but a refusal that says the same again.
 */
@ApplicationScoped
public class UsageLimits {
    private static final int MOST = 10_000;

    private final Map<String, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    synchronized void note(String token, Usage usage) {
        Duration pause = usage.pause();
        if (pause.isZero()) {
            until.remove(token);
        } else {
            until.put(token, Instant.now().plus(pause));
        }
    }

    /** How long the account behind the token should be left alone; zero when it need not. */
    public synchronized Duration pause(String token) {
        @Nullable Instant free = until.get(token);
        Duration left = free == null ? Duration.ZERO : Duration.between(Instant.now(), free);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
