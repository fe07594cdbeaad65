package dev.parley.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Values by key, made when first asked for; of more than so many, those that were used longest ago are forgotten. */
public final class LastUsed<K, V> {
    private final Map<K, V> values;
    private final Function<K, V> made;

    public LastUsed(int most, Function<K, V> made) {
        this.made = made;
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    public synchronized V of(K key) {
        return values.computeIfAbsent(key, made);
    }
}
