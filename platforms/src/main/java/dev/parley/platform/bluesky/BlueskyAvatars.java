package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.MediaSource.Fetch;
import dev.parley.platform.http.HostedMedia;
import dev.parley.platform.http.PlatformHttp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pictures of people: the only media there are in Bluesky's chats. They lie on a CDN that needs no login. */
@ApplicationScoped
class BlueskyAvatars {
    private static final String URL = "url";

    private final HostedMedia media;

    BlueskyAvatars(PlatformHttp http, BlueskyConfig config) {
        this.media = new HostedMedia(http, config.mediaHosts(), "Bluesky");
    }

    /** Null when the actor shows none. */
    static @Nullable JsonNode sourceOf(JsonNode actor) {
        String avatar = actor.path("avatar").asText("");
        return avatar.isEmpty() ? null : Json.object().put(URL, avatar);
    }

    Uni<Fetch> open(JsonNode source, Duration deadline) {
        return media.open(source.path(URL).asText(""), deadline);
    }
}
