package dev.parley.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import java.util.Set;

/** A request as the metrics see it whose method a client made up: each would be a tag of its own. */
final class OtherMethod extends HttpServerRequestWrapper implements HttpRequest {
    private static final HttpMethod OTHER = HttpMethod.valueOf("OTHER");
    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);

    private final HttpRequest request;

    private OtherMethod(HttpServerRequestInternal internal, HttpRequest request) {
        super(internal);
        this.request = request;
    }

    static HttpRequest of(HttpRequest request) {
        return request instanceof HttpServerRequestInternal internal && !KNOWN.contains(request.method())
                ? new OtherMethod(internal, request)
                : request;
    }

    @Override
    public int id() {
        return request.id();
    }

    @Override
    public SocketAddress remoteAddress() {
        return request.remoteAddress();
    }

    @Override
    public HttpMethod method() {
        return OTHER;
    }
}
