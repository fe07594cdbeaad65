package dev.parley.http;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import javax.net.ssl.SSLException;

/** Names a failed call without the URL, address or payload that exception texts carry. */
final class FailureReason {
    private FailureReason() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case ConnectTimeoutException late -> "connecting took too long";
            case ConnectException refused -> "connection refused";
            case NoRouteToHostException unreachable -> "host unreachable";
            case SSLException bad -> "TLS failed";
            case HttpClosedException closed -> "connection closed";
            case StreamResetException reset -> "connection closed";
            case SocketException broken -> "connection reset";
            default -> failure.getClass().getSimpleName();
        };
    }
}
