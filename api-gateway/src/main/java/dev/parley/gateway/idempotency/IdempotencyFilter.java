package dev.parley.gateway.idempotency;

import dev.parley.gateway.http.Call;
import dev.parley.gateway.http.Refusal;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Makes every write repeatable under an {@code Idempotency-Key}: the same request gets the first one's answer, another
 * request is refused. Only successes are kept. Where the key is written says what a crash can do:
 *
 * <pre>
 *   sends                 {@link StoresItsAnswer}      ──► in the one statement that accepts the message
 *   other rows of ours    {@link InOneTransaction}     ──► in the transaction that writes them
 *   everything else                                ──► claimed before, answered after; the claim ends by itself
 * </pre>
 *
 * Everything else is either an action on a platform, which no transaction of ours can hold, or a write that comes to the
 * same when it is done twice.
 *
 * <p>Resources with writes are {@code @Cancellable(false)}: when the client hangs up, the request goes on to its end, so that
 * what was done is answered by the key when the client comes again.
 */
public class IdempotencyFilter {
    public static final String HEADER = "Idempotency-Key";
    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class);
    private static final int LONGEST = 255;
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final String CLAIMED = "parley.idempotency.claimed";

    private final Call call;
    private final IdempotencyKeys keys;

    public IdempotencyFilter(Call call, IdempotencyKeys keys) {
        this.call = call;
        this.keys = keys;
    }

    @ServerRequestFilter
    public Uni<@Nullable Response> guard(ContainerRequestContext request, ResourceInfo resource) {
        Optional<KeyedRequest> keyed = WRITES.contains(request.getMethod()) ? keyedRequest(call) : Optional.empty();
        if (keyed.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return keys.replay(keyed.get()).flatMap(replay -> {
            if (replay.isPresent()) {
                return Uni.createFrom().item(replay.get());
            }
            return keepsItsKey(resource.getResourceMethod())
                    ? Uni.createFrom().nullItem()
                    : claim(request, keyed.get());
        });
    }

    private static boolean keepsItsKey(Method write) {
        return write.isAnnotationPresent(StoresItsAnswer.class) || write.isAnnotationPresent(InOneTransaction.class);
    }

    private Uni<@Nullable Response> claim(ContainerRequestContext request, KeyedRequest keyed) {
        return keys.claim(keyed).flatMap(ours -> {
            if (ours) {
                request.setProperty(CLAIMED, keyed);
                return Uni.createFrom().nullItem();
            }
            return keys.replay(keyed)
                    .map(replay -> replay.orElseThrow(() -> Refusal.conflict(IdempotencyKeys.IN_PROGRESS)));
        });
    }

    @ServerResponseFilter
    public Uni<Void> settle(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CLAIMED) instanceof KeyedRequest keyed)) {
            return Uni.createFrom().voidItem();
        }
        boolean success = response.getStatus() >= 200 && response.getStatus() < 300;
        Uni<Void> settled =
                success ? keys.store(keyed, response.getStatus(), Json.write(response.getEntity())) : keys.free(keyed);
        return settled.onFailure()
                .invoke(failure -> LOG.warnf("idempotency key not settled: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** The request's key, if it has one. @throws Refusal 422 when it is too long */
    public static Optional<KeyedRequest> keyedRequest(Call call) {
        String key = call.header(HEADER);
        if (key == null || key.isBlank() || !call.hasTenant()) {
            return Optional.empty();
        }
        if (key.length() > LONGEST) {
            throw Refusal.unprocessable("Idempotency-Key is too long (maximum is " + LONGEST + " characters)");
        }
        return Optional.of(KeyedRequest.of(call.tenant(), key, call.fingerprint()));
    }
}
