package dev.parley.gateway.http;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Ends the way of an answer that nobody waits for any more: its request was finished all the same, and to write it would be
 * an error that is none. Runs after all other filters.
 */
public class DisconnectedClientHandler {
    private static final int LAST = 0;

    @ServerResponseFilter(priority = LAST)
    public Uni<Void> stop(RoutingContext context) {
        return context.response().closed()
                ? Uni.createFrom().nothing()
                : Uni.createFrom().voidItem();
    }
}
