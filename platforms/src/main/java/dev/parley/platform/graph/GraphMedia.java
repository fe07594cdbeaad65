package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.MediaSource.Fetch;
import dev.parley.platform.http.HostedMedia;
import dev.parley.platform.http.PlatformHttp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Fetches media from Meta's content hosts. Addresses expire, after which they answer 403. */
@ApplicationScoped
public class GraphMedia {
    private final HostedMedia media;

    public GraphMedia(PlatformHttp http, GraphConfig config) {
        this.media = new HostedMedia(http, config.mediaHosts(), "Meta");
    }

    /** Whether the bytes behind an address can be fetched. */
    boolean isOurs(String url) {
        return media.mayFetch(url);
    }

    /** @param source {@code {"url"}}, as {@link ContentReader} put it there */
    public Uni<Fetch> open(JsonNode source, Duration deadline) {
        return media.open(source.path("url").asText(""), deadline);
    }
}
