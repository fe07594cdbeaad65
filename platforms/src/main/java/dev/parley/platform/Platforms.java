package dev.parley.platform;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The networks that are there. Two of one name refuse to start. */
@Singleton
public class Platforms {
    private final Map<String, Platform> byName = new TreeMap<>();

    public Platforms(@All List<Platform> present) {
        for (Platform platform : present) {
            Platform other = byName.putIfAbsent(platform.name(), platform);
            if (other != null) {
                throw new IllegalStateException("two platforms are called " + platform.name());
            }
        }
    }

    public Optional<Platform> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In the order of their names. */
    public Collection<Platform> all() {
        return byName.values();
    }

    /** The network of this name as one that has the ability; empty when it has not or does not exist. */
    public <T> Optional<T> with(Class<T> ability, String name) {
        return named(name).filter(ability::isInstance).map(ability::cast);
    }

    /** Those that have the ability. */
    public <T> List<T> with(Class<T> ability) {
        return byName.values().stream()
                .filter(ability::isInstance)
                .map(ability::cast)
                .toList();
    }
}
