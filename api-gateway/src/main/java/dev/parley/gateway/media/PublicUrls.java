package dev.parley.gateway.media;

import dev.parley.media.MediaKey;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the world reaches what the gateway serves. */
@Singleton
public class PublicUrls {
    private final String base;

    /** @param base {@code parley.public-url}: the gateway as customers and platforms see it */
    public PublicUrls(@ConfigProperty(name = "parley.public-url", defaultValue = "http://127.0.0.1:8080") String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Whether customers reach us by TLS. */
    public boolean areSecure() {
        return base.startsWith("https:");
    }

    public String ofMedia(MediaKey key) {
        return base + "/media/" + key;
    }
}
