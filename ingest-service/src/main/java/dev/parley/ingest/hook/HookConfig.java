package dev.parley.ingest.hook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the webhook endpoint. */
@ConfigMapping(prefix = "parley.hooks")
public interface HookConfig {
    /** Largest delivery in bytes; a larger one is answered 413. Meta sends up to 1,000 items and 8 MiB. */
    @WithDefault("8388608")
    long bodyLimit();

    /** How many bytes of deliveries, and at most an eighth of the heap, may be in memory before further ones are told 503. */
    @WithDefault("67108864")
    long buffered();

    /** How long a delivery may bring nothing before it is answered 408. */
    @WithDefault("15s")
    Duration bodyPause();

    /** How long a delivery may take in all before it is answered 408. */
    @WithDefault("1m")
    Duration bodyWithin();

    /** How long Kafka may take to acknowledge a piece of a delivery before the platform is told 503 and comes again. */
    @WithDefault("4s")
    Duration acknowledgeWithin();

    /** A delivery is written in pieces of so many items. */
    @WithDefault("500")
    int piece();

    /** How many items of a delivery are written without a pause; more than any platform sends at once. */
    @WithDefault("1000")
    int atOnce();

    /** Pause between the pieces after that, which leaves room for other deliveries. */
    @WithDefault("250ms")
    Duration betweenPieces();
}
