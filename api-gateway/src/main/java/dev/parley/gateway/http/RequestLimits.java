package dev.parley.gateway.http;

import dev.parley.gateway.error.ApiException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
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
    private final LastUsed<String, Minute> keys = new LastUsed<>(MOST_KEYS, key -> new Minute());

    public RequestLimits(BodyConfig config) {
        this.config = config;
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
        long seconds =
                keys.of(Fingerprint.hex(key)).count(config.perMinutePerKey().orElse(Integer.MAX_VALUE));
        if (seconds > 0) {
            refuse(context, seconds);
            return;
        }
        context.next();
    }

    private static void refuse(RoutingContext context, long seconds) {
        context.response().putHeader("Retry-After", Long.toString(seconds));
        RouterRefusals.answerUnread(context, ApiException.of(429, TEXT));
    }

    /** The requests of one key, counted by the minute. */
    private static final class Minute {
        private static final long LENGTH = Duration.ofMinutes(1).toNanos();
        private static final long SECOND = Duration.ofSeconds(1).toNanos();

        private long began = System.nanoTime();
        private int requests;

        /** Counts one more; zero when it is within the limit, otherwise the seconds until the next minute begins. */
        synchronized long count(int most) {
            long passed = System.nanoTime() - began;
            if (passed >= LENGTH) {
                began += passed;
                passed = 0;
                requests = 0;
            }
            requests++;
            return requests <= most ? 0 : (LENGTH - passed + SECOND - 1) / SECOND;
        }
    }
}
