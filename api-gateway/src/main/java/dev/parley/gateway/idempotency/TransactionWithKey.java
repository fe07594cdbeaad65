package dev.parley.gateway.idempotency;

import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.http.RequestContext;
import dev.parley.json.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Puts a keyed write and its key into one transaction, which the method's own joins.
 *
 * <pre>
 *   take the key ──held or taken──► 409
 *        │ ours
 *        ▼
 *   the method ──refuses──► all is rolled back, the key is free
 *        ▼
 *   status and body ──► commit
 * </pre>
 *
 * What the method does after its own transaction happens before this one commits; a cache it refreshes may miss the change
 * until the next poll.
 */
@InOneTransaction
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class TransactionWithKey {
    private static final int OK = 200;

    private final RequestContext call;
    private final KeysOfTransactions keys;

    public TransactionWithKey(RequestContext call, KeysOfTransactions keys) {
        this.call = call;
        this.keys = keys;
    }

    @AroundInvoke
    Object around(InvocationContext write) throws Exception {
        Optional<KeyedRequest> keyed = IdempotencyFilter.keyedRequest(call);
        return keyed.isEmpty() ? write.proceed() : together(write, keyed.get());
    }

    private Uni<Object> together(InvocationContext write, KeyedRequest keyed) {
        int status = statusOf(write.getMethod());
        return DetachedWork.from(Panache.withTransaction(() -> keys.take(keyed)
                .flatMap(ours -> {
                    if (!ours) {
                        throw ApiException.conflict(IdempotencyKeys.IN_PROGRESS);
                    }
                    return perform(write);
                })
                .call(answer -> keys.store(keyed, status, Json.write(answer)))));
    }

    private static Uni<Object> perform(InvocationContext write) {
        try {
            return ((Uni<?>) write.proceed()).map(answer -> answer);
        } catch (Exception refused) {
            return Uni.createFrom().failure(refused);
        }
    }

    private static int statusOf(Method write) {
        ResponseStatus declared = write.getAnnotation(ResponseStatus.class);
        return declared == null ? OK : declared.value();
    }
}
