package dev.parley.dispatch.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of what is fetched and mirrored. */
@ConfigMapping(prefix = "parley.dispatch.media")
public interface MediaLimits {
    /** The largest inbound file that is mirrored, in bytes. */
    @WithDefault("104857600")
    long largestInbound();

    /** How long fetching one file may take. */
    @WithDefault("50s")
    Duration deadline();

    /** Redirects followed from a customer's media URL; each target is checked like the first. */
    @WithDefault("3")
    int redirects();
}
