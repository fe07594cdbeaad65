package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxPlatform;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The simulated platforms by name; two of one name stop the start. */
@ApplicationScoped
class SandboxPlatforms {

    private final Map<String, SandboxPlatform> byName = new TreeMap<>();

    SandboxPlatforms(@All List<SandboxPlatform> found) {
        for (SandboxPlatform platform : found) {
            if (byName.put(platform.name(), platform) != null) {
                throw new IllegalStateException("two simulated platforms are called " + platform.name());
            }
        }
    }

    Collection<SandboxPlatform> all() {
        return byName.values();
    }

    SandboxPlatform named(String name) {
        SandboxPlatform platform = byName.get(name);
        if (platform == null) {
            throw ControlRefusal.notFound("there is no platform " + name + "; there are " + byName.keySet());
        }
        return platform;
    }
}
