package dev.parley.server;

import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Metrics of a server that also show each request as it begins and each response as it begins and ends. */
final class ObservedRequests<R, W, S> implements HttpServerMetrics<R, W, S> {
    private final HttpServerMetrics<R, W, S> metrics;
    private final Observer observer;

    ObservedRequests(@Nullable HttpServerMetrics<R, W, S> metrics, Observer observer) {
        this.metrics = metrics == null ? new HttpServerMetrics<>() {} : metrics;
        this.observer = observer;
    }

    /** Called on the connection's event loop. */
    interface Observer {
        void requestBegins(HttpRequest request);

        /** Its headers can still be changed. */
        void responseBegins(HttpRequestMetric metric, HttpResponse response);

        void responseEnds(HttpRequestMetric metric, HttpResponse response);

        void requestResets(HttpRequestMetric metric);
    }

    @Override
    public R requestBegin(S socketMetric, HttpRequest request) {
        observer.requestBegins(request);
        return metrics.requestBegin(socketMetric, OtherMethod.of(request));
    }

    @Override
    public void requestEnd(R requestMetric, HttpRequest request, long bytesRead) {
        metrics.requestEnd(requestMetric, request, bytesRead);
    }

    @Override
    public void requestReset(R requestMetric) {
        if (requestMetric instanceof HttpRequestMetric metric) {
            observer.requestResets(metric);
        }
        metrics.requestReset(requestMetric);
    }

    @Override
    public void responseBegin(R requestMetric, HttpResponse response) {
        if (requestMetric instanceof HttpRequestMetric metric) {
            observer.responseBegins(metric, response);
        }
        metrics.responseBegin(requestMetric, response);
    }

    @Override
    public R responsePushed(S socketMetric, HttpMethod method, String uri, HttpResponse response) {
        return metrics.responsePushed(socketMetric, method, uri, response);
    }

    @Override
    public void responseEnd(R requestMetric, HttpResponse response, long bytesWritten) {
        if (requestMetric instanceof HttpRequestMetric metric) {
            observer.responseEnds(metric, response);
        }
        metrics.responseEnd(requestMetric, response, bytesWritten);
    }

    @Override
    public W connected(S socketMetric, R requestMetric, ServerWebSocket serverWebSocket) {
        return metrics.connected(socketMetric, requestMetric, serverWebSocket);
    }

    @Override
    public void disconnected(W serverWebSocketMetric) {
        metrics.disconnected(serverWebSocketMetric);
    }

    @Override
    public void requestRouted(R requestMetric, String route) {
        metrics.requestRouted(requestMetric, route);
    }

    @Override
    public S connected(SocketAddress remoteAddress, String remoteName) {
        return metrics.connected(remoteAddress, remoteName);
    }

    @Override
    public void disconnected(S socketMetric, SocketAddress remoteAddress) {
        metrics.disconnected(socketMetric, remoteAddress);
    }

    @Override
    public void bytesRead(S socketMetric, SocketAddress remoteAddress, long numberOfBytes) {
        metrics.bytesRead(socketMetric, remoteAddress, numberOfBytes);
    }

    @Override
    public void bytesWritten(S socketMetric, SocketAddress remoteAddress, long numberOfBytes) {
        metrics.bytesWritten(socketMetric, remoteAddress, numberOfBytes);
    }

    @Override
    public void exceptionOccurred(S socketMetric, SocketAddress remoteAddress, Throwable failure) {
        metrics.exceptionOccurred(socketMetric, remoteAddress, failure);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
