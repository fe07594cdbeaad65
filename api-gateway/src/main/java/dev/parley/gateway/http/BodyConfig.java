package dev.parley.gateway.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How large, how slow and how many requests may be. */
@ConfigMapping(prefix = "parley.requests")
public interface BodyConfig {
    /** Largest JSON or form body; it is held in memory. */
    @WithDefault("12M")
    MemorySize maxBody();

    /** Largest multipart body; its files go to disk as they arrive. */
    @WithDefault("50M")
    MemorySize maxMultipart();

    /** How long a body may bring nothing before the request is answered 408. */
    @WithDefault("15s")
    Duration bodyPause();

    /** How long a body may take in all before the request is answered 408. */
    @WithDefault("5m")
    Duration bodyWithin();

    /** How many requests of one remote address may be under way at a time; behind a proxy all share its address. */
    @WithDefault("2000")
    int atATimePerAddress();

    /** How many requests a minute one key may make; unset, as many as it likes. */
    OptionalInt perMinutePerKey();
}
