package dev.parley.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads URLs from outside and says why one cannot be used. Looks nothing up. */
final class UrlRules {
    private static final int HIGHEST_PORT = 65_535;
    private static final UrlCheck INVALID = new UrlCheck.Refused("is not a valid URL");

    private final boolean insecureAllowed;
    private final AddressGuard guard;

    UrlRules(boolean insecureAllowed, AddressGuard guard) {
        this.insecureAllowed = insecureAllowed;
        this.guard = guard;
    }

    AddressGuard guard() {
        return guard;
    }

    /** Never throws; a URL that passes may still lead to a forbidden address once its name is looked up. */
    UrlCheck check(String url) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(url)) {
            return INVALID;
        }
        URI uri;
        try {
            uri = new URI(new URI(url).toASCIIString());
        } catch (URISyntaxException malformed) {
            return INVALID;
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !(scheme.equals("http") && insecureAllowed)) {
            return new UrlCheck.Refused("must be HTTPS");
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getPort() > HIGHEST_PORT
                || uri.getPort() == 0) {
            return INVALID;
        }
        return checkHost(uri, tls);
    }

    private UrlCheck checkHost(URI uri, boolean tls) {
        String host = withoutRootDot(uri.getHost().toLowerCase(Locale.ROOT));
        Optional<InetAddress> literal = address(host);
        if (literal.isEmpty() && (host.isEmpty() || host.startsWith("[") || looksLikeAnAddress(host))) {
            return INVALID;
        }
        if (literal.isPresent() && !guard.mayReach(literal.get())) {
            return new UrlCheck.Refused("must point to a public address");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        return new UrlCheck.Allowed(new Target(tls, host, port, pathOf(uri)));
    }

    private static String withoutRootDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The address that the host itself writes down, IPv6 in brackets; empty for a name. */
    static Optional<InetAddress> address(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        byte @Nullable [] bytes = bare.indexOf('%') >= 0 ? null : NetUtil.createByteArrayFromIpAddressString(bare);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }

    /**
     * Browsers and C libraries read {@code 2130706433}, {@code 0x7f.1} or {@code 0177.0.0.1} as addresses; no public
     * name ends in a number, so whatever does and is no dotted quad is refused.
     */
    private static boolean looksLikeAnAddress(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return !last.isEmpty()
                        && (Character.isDigit(last.charAt(0)) && last.chars().allMatch(Character::isDigit))
                || last.matches("0x[0-9a-f]*");
    }

    private static String pathOf(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
