package dev.parley.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The guarded client's configuration, as a value. */
record Settings(boolean allowInsecure, Optional<List<String>> allowedNetworks) implements GuardedHttpConfig {
    static final Settings STRICT = new Settings(false, Optional.empty());
    static final Settings TRYING_OUT = new Settings(true, Optional.empty());

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration keepAlive() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration nameCache() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Optional<List<String>> nameServers() {
        return Optional.empty();
    }
}
