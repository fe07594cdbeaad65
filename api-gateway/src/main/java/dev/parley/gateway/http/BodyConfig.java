package dev.parley.gateway.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large requests may be. */
@ConfigMapping(prefix = "parley.requests")
public interface BodyConfig {
    /** Largest JSON or form body; it is held in memory. */
    @WithDefault("12M")
    MemorySize maxBody();

    /** Largest multipart body; its files go to disk as they arrive. */
    @WithDefault("50M")
    MemorySize maxMultipart();
}
