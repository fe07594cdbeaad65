package dev.parley.http;

/**
 * Where a customer's URL points, taken apart once. The address behind the host is looked up and checked for every
 * connection, because names may change what they mean.
 *
 * @param host as in the URL; an IPv6 address in brackets
 * @param path with the query, at least {@code /}
 */
public record Target(boolean tls, String host, int port, String path) {
    /** Without the path, which may carry a customer's secret: fit for logs. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
