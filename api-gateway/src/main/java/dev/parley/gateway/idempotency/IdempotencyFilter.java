package dev.parley.gateway.idempotency;

import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.RequestContext;
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
 *   not twice             {@link ActsOnce}         ──► claimed before, answered after; stays claimed when nobody knows
 *   everything else                                ──► claimed before, answered after; the claim ends by itself
 * </pre>
 *
 * The last two are actions on a platform, which no transaction of ours can hold, and writes that come to the same when
 * they are done twice. The last one is repeated when its outcome was lost, which is the way to ask for it.
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

    private static final String ATTEMPT = "parley.idempotency.attempt";

    private final RequestContext call;
    private final IdempotencyKeys keys;
    private final KeyedAttempts attempts;

    IdempotencyFilter(RequestContext call, IdempotencyKeys keys, KeyedAttempts attempts) {
        this.call = call;
        this.keys = keys;
        this.attempts = attempts;
    }

    @ServerRequestFilter
    public Uni<@Nullable Response> guard(ContainerRequestContext request, ResourceInfo resource) {
        Optional<KeyedRequest> keyed = WRITES.contains(request.getMethod()) ? keyedRequest(call) : Optional.empty();
        if (keyed.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        KeyedAttempt attempt = new KeyedAttempt(keyed.get());
        attempts.begin(attempt);
        request.setProperty(ATTEMPT, attempt);
        Method write = resource.getResourceMethod();
        return keys.earlier(keyed.get()).flatMap(earlier -> switch (earlier) {
            case Earlier.Answered answered -> Uni.createFrom().item(answered.answer());
            case Earlier.Unknown unknown -> repeat(request, keyed.get(), attempt, unknown);
            case Earlier.None _ ->
                keepsItsKey(write) ? Uni.createFrom().nullItem() : claim(request, keyed.get(), actsOnce(write));
        });
    }

    /** The resource finds out what came of it; its answer is stored as the first one's would have been. */
    private static Uni<@Nullable Response> repeat(
            ContainerRequestContext request, KeyedRequest keyed, KeyedAttempt attempt, Earlier.Unknown unknown) {
        attempt.repeats(unknown.began());
        request.setProperty(CLAIMED, keyed);
        return Uni.createFrom().nullItem();
    }

    private static boolean actsOnce(Method write) {
        return write.isAnnotationPresent(ActsOnce.class);
    }

    private static boolean keepsItsKey(Method write) {
        return write.isAnnotationPresent(StoresItsAnswer.class) || write.isAnnotationPresent(InOneTransaction.class);
    }

    private Uni<@Nullable Response> claim(ContainerRequestContext request, KeyedRequest keyed, boolean once) {
        return keys.claim(keyed, once).flatMap(ours -> {
            if (ours) {
                request.setProperty(CLAIMED, keyed);
                return Uni.createFrom().nullItem();
            }
            return keys.replay(keyed)
                    .map(replay -> replay.orElseThrow(() -> ApiException.conflict(IdempotencyKeys.IN_PROGRESS)));
        });
    }

    @ServerResponseFilter
    public Uni<Void> settle(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CLAIMED) instanceof KeyedRequest keyed)) {
            return Uni.createFrom().voidItem();
        }
        return settled(request, response, keyed)
                .onFailure()
                .invoke(failure -> LOG.warnf("idempotency key not settled: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settled(ContainerRequestContext request, ContainerResponseContext response, KeyedRequest keyed) {
        if (response.getStatus() >= 200 && response.getStatus() < 300) {
            return keys.store(keyed, response.getStatus(), Json.write(response.getEntity()));
        }
        boolean unknown = request.getProperty(ATTEMPT) instanceof KeyedAttempt attempt && attempt.isUnknown();
        return unknown ? keys.hold(keyed) : keys.free(keyed);
    }

    /** The request's key, if it has one. @throws ApiException 422 when it is too long */
    public static Optional<KeyedRequest> keyedRequest(RequestContext call) {
        String key = call.header(HEADER);
        if (key == null || key.isBlank() || !call.hasTenant()) {
            return Optional.empty();
        }
        if (key.length() > LONGEST) {
            throw ApiException.unprocessable("Idempotency-Key is too long (maximum is " + LONGEST + " characters)");
        }
        return Optional.of(KeyedRequest.of(call.tenant(), key, call.fingerprint()));
    }
}
