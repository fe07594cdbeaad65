package dev.parley.ingest.inbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the inbound topic is worked off. */
@ConfigMapping(prefix = "parley.ingest")
public interface InboundConfig {
    /** Most items written in one transaction. */
    @WithDefault("500")
    int batchItems();

    /** Most chats held by one transaction; whoever else needs one of them waits for all of it. */
    @WithDefault("250")
    int batchChats();

    /** Most records worked off at a time, and as many again may wait for that. */
    @WithDefault("2000")
    int gathered();

    /** How many transactions may run at a time; one chat is only ever in one of them. */
    @WithDefault("4")
    int parallel();

    /** Pause before the first new attempt while the database is away; doubles up to the longest. */
    @WithDefault("200ms")
    Duration pause();

    /** Longest pause between attempts while the database is away. */
    @WithDefault("5s")
    Duration longestPause();
}
