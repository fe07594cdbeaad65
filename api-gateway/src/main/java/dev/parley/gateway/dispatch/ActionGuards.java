package dev.parley.gateway.dispatch;

import dev.parley.gateway.http.LastUsed;
import dev.parley.internal.InternalAnswer;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/**
 * A breaker, a limit of calls at a time and a deadline for each owner of actions.
 *
 * <pre>
 *   breaker open ──► refused at once, for five seconds
 *   {@code parley.actions.at-a-time} under way ──► waits ──► {@code parley.actions.waiting} wait already: refused
 *   no answer within {@code parley.actions.deadline}, the wait included ──► timeout
 * </pre>
 *
 * The owners that acted last have one; an owner that was forgotten begins with a closed breaker.
 */
@ApplicationScoped
class ActionGuards {
    private static final int MOST = 10_000;
    private static final int VOLUME = 20;
    private static final double FAILED = 0.5;
    private static final long OPEN_MILLIS = 5000;
    private static final TypeLiteral<Uni<InternalAnswer>> ANSWER = new TypeLiteral<>() {};

    private final DispatchConfig config;
    private final LastUsed<ActionOwner, TypedGuard<Uni<InternalAnswer>>> guards =
            new LastUsed<>(MOST, owner -> closed());

    ActionGuards(DispatchConfig config) {
        this.config = config;
    }

    TypedGuard<Uni<InternalAnswer>> of(ActionOwner owner) {
        return guards.of(owner);
    }

    /** One description for all: it becomes a label of metrics, which must not grow with the customers. */
    private TypedGuard<Uni<InternalAnswer>> closed() {
        return TypedGuard.create(ANSWER)
                .withDescription("dispatch")
                .withCircuitBreaker()
                .requestVolumeThreshold(VOLUME)
                .failureRatio(FAILED)
                .delay(OPEN_MILLIS, ChronoUnit.MILLIS)
                .skipOn(BulkheadException.class)
                .done()
                .withTimeout()
                .duration(config.deadline().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withBulkhead()
                .limit(config.atATime())
                .queueSize(config.waiting())
                .done()
                .build();
    }
}
