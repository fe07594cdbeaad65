package dev.parley.server;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose request is answered before its body has arrived. Without this a client could hold the
 * connection by sending the rest as slowly as it likes.
 *
 * <pre>
 *   response begins, body incomplete ──► Connection: close
 *   response ends, body incomplete   ──► the rest is discarded for {@link #LINGER_SECONDS}, then closed
 *   response ends, Connection: close ──► closed
 * </pre>
 *
 * The wait keeps a reset from destroying a response that the client has not read yet.
 */
final class UnreadBody {
    private static final int LINGER_SECONDS = 5;
    private static final String CLOSE = "close";

    private UnreadBody() {}

    static void announceClose(HttpServerRequest request, HttpResponse response) {
        if (isIncomplete(request)) {
            response.headers().set(HttpHeaders.CONNECTION, CLOSE);
        }
    }

    static void close(HttpServerRequest request, HttpResponse response) {
        if (!CLOSE.equalsIgnoreCase(response.headers().get(HttpHeaders.CONNECTION))
                || !(request.connection() instanceof ConnectionBase connection)) {
            return;
        }
        Channel channel = connection.channel();
        if (isIncomplete(request)) {
            var _ = channel.eventLoop().schedule(() -> cut(channel), LINGER_SECONDS, TimeUnit.SECONDS);
            request.end().onComplete(whole -> connection.close());
            request.resume();
        } else {
            channel.eventLoop().execute(connection::close);
        }
    }

    private static void cut(Channel channel) {
        var _ = channel.close();
    }

    private static boolean isIncomplete(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && !request.isEnded()
                : !isWhole(request, length);
    }

    private static boolean isWhole(HttpServerRequest request, String length) {
        try {
            return request.bytesRead() >= Long.parseLong(length.strip()) || request.isEnded();
        } catch (NumberFormatException noLength) {
            return false;
        }
    }
}
