package dev.parley.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.atomic.AtomicLong;

/** The body of an answer, not yet read. Read it once: {@link #drain} or {@link #stream}. */
public final class GuardedBody {
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Runnable over;

    /** @param over called once the exchange is over, however it ended */
    GuardedBody(HttpClientRequest request, HttpClientResponse response, Runnable over) {
        this.request = request;
        this.response = response;
        this.over = over;
    }

    /** Throws the body away; a longer one is cut off together with its connection. Never fails. */
    public Uni<Void> drain(int mostBytes) {
        return Uni.createFrom().emitter(done -> {
            AtomicLong seen = new AtomicLong();
            Runnable finish = () -> {
                over.run();
                done.complete(null);
            };
            response.exceptionHandler(broken -> finish.run());
            response.endHandler(end -> finish.run());
            response.handler(piece -> {
                if (seen.addAndGet(piece.length()) > mostBytes) {
                    request.reset();
                    finish.run();
                }
            });
            response.resume();
        });
    }

    /** The body piece by piece; fails when it is longer, breaks off or takes longer than the call's deadline. */
    public Multi<Buffer> stream(long mostBytes) {
        AtomicLong seen = new AtomicLong();
        return io.vertx.mutiny.core.http.HttpClientResponse.newInstance(response)
                .toMulti()
                .map(piece -> {
                    if (seen.addAndGet(piece.length()) > mostBytes) {
                        throw new BodyTooLargeException(mostBytes);
                    }
                    return piece.getDelegate();
                })
                .onFailure()
                .invoke(this::breakOff)
                .onCancellation()
                .invoke(this::breakOff)
                .onTermination()
                .invoke(over::run);
    }

    /** Nobody listens any more, least of all to being told that it broke off. */
    private void breakOff() {
        response.exceptionHandler(broken -> {});
        request.reset();
    }

    /** The answer is larger than its reader accepts. */
    public static final class BodyTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BodyTooLargeException(long mostBytes) {
            super("larger than " + mostBytes + " bytes");
        }
    }
}
