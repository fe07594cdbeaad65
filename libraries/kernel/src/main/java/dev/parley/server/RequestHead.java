package dev.parley.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for the head of a request that hold before any route: its address and the framing of its body. */
final class RequestHead {
    static final int BAD_REQUEST = 400;
    static final int LONG_LINE = 414;
    static final int LARGE_HEADERS = 431;

    /** Most addresses are of these characters; others are parsed. */
    private static final Pattern PLAIN = Pattern.compile("/(?!/)(?:[A-Za-z0-9/_.~?=&:,@!*()+$-]|%[0-9A-Fa-f]{2})*+");

    private RequestHead() {}

    static boolean isAcceptable(HttpServerRequest request) {
        return hasKnownFraming(request) && isAddress(request.uri());
    }

    /** A transfer coding other than {@code chunked} leaves open where the body ends (RFC 9112, 6.1). */
    private static boolean hasKnownFraming(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).stream()
                .allMatch(coding -> coding.strip().equalsIgnoreCase("chunked"));
    }

    private static boolean isAddress(String uri) {
        if (PLAIN.matcher(uri).matches()) {
            return true;
        }
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    static int statusOf(@Nullable Throwable broken) {
        return switch (broken) {
            case TooLongHttpLineException _ -> LONG_LINE;
            case TooLongHttpHeaderException _ -> LARGE_HEADERS;
            case null, default -> BAD_REQUEST;
        };
    }
}
