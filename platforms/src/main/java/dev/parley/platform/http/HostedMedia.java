package dev.parley.platform.http;

import dev.parley.http.FileNames;
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
 * Fetches media from a platform's own content hosts and from nowhere else: the URL came from outside, and each redirect
 * is checked like the first URL.
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

    /** Whether it is on a host from which media are fetched. */
    public boolean mayFetch(String url) {
        return callTo(url) != null;
    }

    public Uni<Fetch> open(String url, Duration deadline) {
        return open(url, Deadline.in(deadline), REDIRECTS);
    }

    private Uni<Fetch> open(String url, Deadline deadline, int redirects) {
        PlatformCall call = callTo(url);
        if (call == null) {
            return Uni.createFrom().item(new Fetch.Gone("The media are not on a host of " + owner + "'s"));
        }
        return http.open(call.with("Accept-Encoding", "identity"), deadline.left())
                .flatMap(opened -> judge(url, opened, deadline, redirects))
                .onFailure()
                .recoverWithItem(new Fetch.TryAgain(null, "The host of the media gave no answer"));
    }

    private Uni<Fetch> judge(String url, PlatformHttp.Opened opened, Deadline deadline, int redirects) {
        int status = opened.status();
        if (status == 200) {
            return Uni.createFrom()
                    .item(new Fetch.Content(
                            opened.headers().get("Content-Type"),
                            FileNames.of(opened.headers().get("Content-Disposition"), url),
                            opened.body()));
        }
        drop(opened.body());
        String location = opened.headers().get("Location");
        if (status / 100 == 3 && location != null && redirects > 0) {
            return open(resolved(url, location), deadline, redirects - 1);
        }
        return Uni.createFrom()
                .item(
                        status == 429 || status >= 500
                                ? new Fetch.TryAgain(null, "HTTP " + status)
                                : new Fetch.Gone("The media are no longer available (HTTP " + status + ")"));
    }

    /** Empty, and so on no host of anybody's, when the location is no URL. */
    private static String resolved(String url, String location) {
        try {
            return URI.create(url).resolve(location).toString();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** A stand-in was written by the operator, whatever its address; a name's address is no operator's. */
    private @Nullable PlatformCall callTo(String url) {
        for (String allowed : hosts) {
            if (allowed.contains("://") && url.startsWith(allowed + "/")) {
                return PlatformCall.get(url).allowing(allowed);
            }
            if (!allowed.contains("://") && isSecureAndOn(url, allowed)) {
                return PlatformCall.get(url);
            }
        }
        return null;
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

    private static void drop(Multi<Buffer> body) {
        body.subscribe().with(piece -> {}, failure -> {}).cancel();
    }
}
