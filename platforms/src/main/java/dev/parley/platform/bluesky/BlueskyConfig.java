package dev.parley.platform.bluesky;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** Where Bluesky is and how fast it may be called. */
@ConfigMapping(prefix = "parley.bluesky")
public interface BlueskyConfig {
    /** Where accounts log in; everything after that goes to the account's own PDS, which is public or on this very host. */
    @WithDefault("https://bsky.social")
    String entrywayUrl();

    /** The directory of {@code did:plc} documents, asked when a login answer carries none. */
    @WithDefault("https://plc.directory")
    String plcUrl();

    /** The chat service that the PDS forwards to, as DID and service id. */
    @WithDefault("did:web:api.bsky.chat#bsky_chat")
    String proxy();

    /** Hosts that avatars are fetched from. */
    @WithDefault("cdn.bsky.app")
    Set<String> mediaHosts();

    /** Sends a second of one account; the service throttles unannounced and for hours. */
    @WithDefault("1")
    double sendsPerSecond();

    /** How long to stay away after a 429 that does not say. */
    @WithDefault("30m")
    Duration throttledFor();

    /** The least time between two logins of one account: production allows ten a day. */
    @WithDefault("3h")
    Duration betweenLogins();
}
