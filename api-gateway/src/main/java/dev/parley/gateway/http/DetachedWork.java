package dev.parley.gateway.http;

import io.smallrye.mutiny.Uni;

/** Work that goes on when the client hangs up: a transaction is never cancelled half-way. */
public final class DetachedWork {
    private DetachedWork() {}

    /** The same work; cancelling the result only stops listening to it. */
    public static <T> Uni<T> from(Uni<T> work) {
        return Uni.createFrom().emitter(listener -> work.subscribe().with(listener::complete, listener::fail));
    }
}
