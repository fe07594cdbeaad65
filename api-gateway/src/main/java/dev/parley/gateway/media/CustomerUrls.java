package dev.parley.gateway.media;

import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * URLs that customers give, judged by their form: https, a host, no user info. Where they lead is checked when they
 * are called, because a name may point elsewhere by then.
 */
@Singleton
public class CustomerUrls {
    private final boolean insecureAllowed;

    /** @param insecureAllowed {@code parley.http.allow-insecure}: http and loopback targets; for the embedded default only */
    public CustomerUrls(
            @ConfigProperty(name = "parley.http.allow-insecure", defaultValue = "false") boolean insecureAllowed) {
        this.insecureAllowed = insecureAllowed;
    }

    /** Why a URL cannot be taken. */
    public enum Flaw {
        MALFORMED,
        NOT_HTTPS
    }

    public Optional<Flaw> flawOf(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            return Optional.of(Flaw.MALFORMED);
        }
        String scheme = url.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme);
        if (!http && !"https".equalsIgnoreCase(scheme)) {
            return Optional.of(Flaw.NOT_HTTPS);
        }
        if (url.getHost() == null || url.getUserInfo() != null) {
            return Optional.of(Flaw.MALFORMED);
        }
        return http && !insecureAllowed ? Optional.of(Flaw.NOT_HTTPS) : Optional.empty();
    }
}
