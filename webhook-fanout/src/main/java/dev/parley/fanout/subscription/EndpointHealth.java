package dev.parley.fanout.subscription;

import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.loop.FanoutLoop;
import dev.parley.id.WebhookId;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Knows since when an endpoint has seen nothing but failures, over all replicas: outcomes are summed up in memory and
 * written every few seconds. A success anywhere starts the count afresh; five days without one end the subscription.
 * Lives on the fan-out's loop.
 */
@Startup
@ApplicationScoped
public class EndpointHealth {
    private static final Logger LOG = Logger.getLogger(EndpointHealth.class);
    private static final String WELL = """
            update webhook_endpoints set failing_since = null
            where id = any($1) and failing_since is not null""";
    private static final String FAILING = """
            update webhook_endpoints set failing_since = now()
            where id = any($1) and failing_since is null and enabled""";

    private final Pool pool;
    private final FanoutLoop loop;
    private final EndpointDisabling disabling;
    private final Duration every;
    private final Duration disableAfter;
    private final Set<WebhookId> well = new HashSet<>();
    private final Set<WebhookId> failing = new HashSet<>();

    public EndpointHealth(Pool pool, FanoutLoop loop, EndpointDisabling disabling, FanoutConfig config) {
        this.pool = pool;
        this.loop = loop;
        this.disabling = disabling;
        this.every = config.healthEvery();
        this.disableAfter = config.disableAfter();
    }

    @PostConstruct
    void start() {
        loop.every(every, this::write);
    }

    public void record(Endpoint endpoint, boolean success) {
        if (success) {
            well.add(endpoint.id());
            failing.remove(endpoint.id());
        } else if (!well.contains(endpoint.id())) {
            failing.add(endpoint.id());
        }
    }

    /** The receiver answered 410: it wants no more. */
    public void gone(Endpoint endpoint) {
        disabling
                .disable(endpoint.id(), "the endpoint answered 410 Gone")
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("endpoint %s not disabled: %s", endpoint.id(), failure));
    }

    private void write() {
        if (well.isEmpty() && failing.isEmpty()) {
            return;
        }
        Long[] wellIds = take(well);
        Long[] failingIds = take(failing);
        update(WELL, wellIds)
                .chain(() -> update(FAILING, failingIds))
                .chain(() -> disabling.disableFailing(failingIds, disableAfter))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("health of endpoints not written: %s", failure.toString()));
    }

    private Uni<Void> update(String statement, Long[] ids) {
        return ids.length == 0
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(statement).execute(Tuple.of(ids)).replaceWithVoid();
    }

    private static Long[] take(Collection<WebhookId> ids) {
        Long[] taken = ids.stream().map(WebhookId::value).toArray(Long[]::new);
        ids.clear();
        return taken;
    }
}
