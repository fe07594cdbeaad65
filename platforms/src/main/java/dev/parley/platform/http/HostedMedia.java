package dev.parley.platform.http;

import dev.parley.platform.MediaSource.Fetch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fetches media from a platform's own content hosts and from nowhere else: the address came from outside, and each
 * redirect is looked at like the first address.
 */
public final class HostedMedia {
    private static final int REDIRECTS = 3;

    private final PlatformHttp http;
    private final List<String> hosts;
    private final String owner;

    /**
     * @param hosts names, {@code *.} before one for all below it, or {@code http://host:port} for a stand-in
     * @param owner whose hosts they are, for the reason that a customer reads
     */
    public HostedMedia(PlatformHttp http, Collection<String> hosts, String owner) {
        this.http = http;
        this.hosts = List.copyOf(hosts);
        this.owner = owner;
    }

    public Uni<Fetch> open(String url, Duration deadline) {
        return open(url, Deadline.in(deadline), REDIRECTS);
    }

    private Uni<Fetch> open(String url, Deadline deadline, int redirects) {
        if (!isAllowed(url)) {
            return Uni.createFrom().item(new Fetch.Gone("The media are not on a host of " + owner + "'s"));
        }
        return http.open(PlatformCall.get(url), deadline.left())
                .flatMap(opened -> judge(url, opened, deadline, redirects))
                .onFailure()
                .recoverWithItem(
                        failure -> new Fetch.TryAgain(null, failure.getClass().getSimpleName()));
    }

    private Uni<Fetch> judge(String url, PlatformHttp.Opened opened, Deadline deadline, int redirects) {
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
