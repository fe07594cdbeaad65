package dev.parley.sandbox.stage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long each platform takes before it does anything; zero unless set. */
@ApplicationScoped
public class Latency {

    private final Map<String, Long> millis = new ConcurrentHashMap<>();

    public void set(String platform, long duration) {
        millis.put(platform, duration);
    }

    long of(String platform) {
        return millis.getOrDefault(platform, 0L);
    }

    public void clear() {
        millis.clear();
    }
}
