package dev.parley.http;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/**
 * Where a customer's URL points, taken apart once. The address behind the host is looked up and checked for every
 * connection, because names may change what they mean.
 *
 * @param host as in the URL; an IPv6 address in brackets
 * @param path with the query, at least {@code /}
 */
public record Target(boolean tls, String host, int port, String path) {
    /** A request that connects to this address and keeps the host for its header and for TLS. */
    public RequestOptions at(InetAddress address) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(path);
    }

    /** Without the path, which may carry a customer's secret: fit for logs. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
