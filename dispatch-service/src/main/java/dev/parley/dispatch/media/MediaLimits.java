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

    /** The largest picture of a participant that is mirrored, in bytes. */
    @WithDefault("5242880")
    long largestAvatar();

    /** How often the bytes of unsent messages and replaced pictures are removed from the store. */
    @WithDefault("30s")
    Duration purgeEvery();

    /** How long fetching one file may take. */
    @WithDefault("50s")
    Duration deadline();

    /** Redirects followed from a customer's media URL; each target is checked like the first. */
    @WithDefault("3")
    int redirects();
}
