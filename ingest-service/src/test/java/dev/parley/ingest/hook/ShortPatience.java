package dev.parley.ingest.hook;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Deliveries that stop coming are given up sooner than in production. */
public final class ShortPatience implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("parley.hooks.body-pause", "3s");
    }

    @Override
    public void stop() {}
}
