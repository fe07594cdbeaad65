package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.MediaSource.Fetch;
import dev.parley.platform.http.PlatformCall;
import dev.parley.platform.http.PlatformHttp;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fetches media from Meta's content hosts and from nowhere else: the address came in a delivery, and each redirect is
 * looked at like the first address. Addresses expire, after which they answer 403.
 */
@ApplicationScoped
public class GraphMedia {
    private static final int REDIRECTS = 3;

    private final PlatformHttp http;
    private final List<String> hosts;

    public GraphMedia(PlatformHttp http, GraphConfig config) {
        this.http = http;
        this.hosts = config.mediaHosts();
    }

    /** @param source {@code {"url"}}, as {@link ContentReader} put it there */
    public Uni<Fetch> open(JsonNode source, Duration deadline) {
        return open(source.path("url").asText(""), deadline, REDIRECTS);
    }

    private Uni<Fetch> open(String url, Duration deadline, int redirects) {
        if (!isAllowed(url)) {
            return Uni.createFrom().item(new Fetch.Gone("The media are not on a host of Meta's"));
        }
        return http.open(PlatformCall.get(url), deadline)
                .flatMap(opened -> judge(url, opened, deadline, redirects))
                .onFailure()
                .recoverWithItem(
                        failure -> new Fetch.TryAgain(null, failure.getClass().getSimpleName()));
    }

    private Uni<Fetch> judge(String url, PlatformHttp.Opened opened, Duration deadline, int redirects) {
        int status = opened.status();
        if (status == 200) {
            return Uni.createFrom()
                    .item(new Fetch.Content(opened.headers().get("Content-Type"), fileName(opened), opened.body()));
        }
        drop(opened.body());
        String location = opened.headers().get("Location");
        if (status / 100 == 3 && location != null && redirects > 0) {
            return open(URI.create(url).resolve(location).toString(), deadline, redirects - 1);
        }
        return Uni.createFrom()
                .item(
                        status == 429 || status >= 500
                                ? new Fetch.TryAgain(null, "HTTP " + status)
                                : new Fetch.Gone("The media are no longer available (HTTP " + status + ")"));
    }

    private boolean isAllowed(String url) {
        for (String allowed : hosts) {
            if (allowed.contains("://") ? url.startsWith(allowed + "/") : isSecureAndOn(url, allowed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSecureAndOn(String url, String allowed) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException odd) {
            return false;
        }
        String host = uri.getHost();
        if (host == null || !"https".equals(uri.getScheme()) || uri.getUserInfo() != null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return allowed.startsWith("*.") ? lower.endsWith(allowed.substring(1)) : lower.equals(allowed);
    }

    private static @Nullable String fileName(PlatformHttp.Opened opened) {
        String disposition = opened.headers().get("Content-Disposition");
        int name = disposition == null ? -1 : disposition.indexOf("filename=");
        return disposition == null || name < 0
                ? null
                : disposition.substring(name + "filename=".length()).replace("\"", "");
    }

    private static void drop(Multi<Buffer> body) {
        body.subscribe().with(piece -> {}, failure -> {}).cancel();
    }
}
