package dev.parley.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many requests of one address are under way, and how many one key makes a minute.
 *
 * <pre>
 *   too many of this address at a time ──► 429, before anything is read
 *   too many of this key a minute      ──► 429 with Retry-After, before the body is read; no such limit by default
 * </pre>
 */
@ApplicationScoped
public class RequestLimits {
    private static final int AFTER_THE_PATH = PathNormaliser.PRIORITY - 10;
    private static final int BEFORE_THE_BODY = BodyIntake.PRIORITY + 10;
    private static final int MOST_KEYS = 10_000;
    private static final String TEXT = "Rate limit exceeded";

    private final BodyConfig config;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final LastUsed<String, TypedGuard<Boolean>> keys;

    public RequestLimits(BodyConfig config) {
        this.config = config;
        this.keys = new LastUsed<>(
                MOST_KEYS, key -> perMinute(config.perMinutePerKey().orElse(Integer.MAX_VALUE)));
    }

    /** Called by the server as it starts. */
    public void register(@Observes Filters filters) {
        filters.register(this::countAddress, AFTER_THE_PATH);
        if (config.perMinutePerKey().isPresent()) {
            filters.register(this::countKey, BEFORE_THE_BODY);
        }
    }

    private void countAddress(RoutingContext context) {
        SocketAddress remote = context.request().remoteAddress();
        if (remote == null || !ApiPaths.isApi(context.request().path())) {
            context.next();
            return;
        }
        String address = String.valueOf(remote.hostAddress());
        int now = underWay.merge(address, 1, Integer::sum);
        context.addEndHandler(
                ended -> underWay.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1));
        if (now > config.atATimePerAddress()) {
            refuse(context, 1);
        } else {
            context.next();
        }
    }

    private void countKey(RoutingContext context) {
        @Nullable String key = context.request().getHeader("Authorization");
        if (key == null || !ApiPaths.isApi(context.request().path())) {
            context.next();
            return;
        }
        try {
            keys.of(Fingerprint.hex(key)).get(() -> true);
        } catch (RateLimitException exceeded) {
            refuse(context, Math.max(1, (exceeded.getRetryAfterMillis() + 999) / 1000));
            return;
        }
        context.next();
    }

    private static void refuse(RoutingContext context, long seconds) {
        context.response().putHeader("Retry-After", Long.toString(seconds));
        RouterRefusals.answerUnread(context, Refusal.of(429, TEXT));
    }

    /** One description for all: it becomes a label of metrics. */
    private static TypedGuard<Boolean> perMinute(int most) {
        return TypedGuard.create(Boolean.class)
                .withDescription("requests of a key")
                .withRateLimit()
                .limit(most)
                .window(1, ChronoUnit.MINUTES)
                .done()
                .build();
    }
}
