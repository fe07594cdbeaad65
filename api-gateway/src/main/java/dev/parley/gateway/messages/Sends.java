package dev.parley.gateway.messages;

import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.idempotency.IdempotencyKeys;
import dev.parley.gateway.idempotency.KeyedRequest;
import dev.parley.gateway.media.OutboundMediaIntake;
import dev.parley.gateway.messages.OutboundMessageStore.Accepted;
import dev.parley.gateway.messages.OutboundMessageStore.KeyTaken;
import dev.parley.gateway.metrics.GatewayMeters;
import dev.parley.trace.RequestStep;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Accept, announce, answer.
 *
 * <pre>
 *   draft ──► OutboundMessageStore ──committed──► OutboundAnnouncer (not waited for) ──► 202
 *                   └─key taken──► the earlier answer, or 422
 * </pre>
 */
@ApplicationScoped
public class Sends {
    private final OutboundMessageStore sends;
    private final OutboundAnnouncer announcer;
    private final IdempotencyKeys keys;
    private final GatewayMeters meters;
    private final OutboundMediaIntake media;

    public Sends(
            OutboundMessageStore sends,
            OutboundAnnouncer announcer,
            IdempotencyKeys keys,
            GatewayMeters meters,
            OutboundMediaIntake media) {
        this.sends = sends;
        this.announcer = announcer;
        this.keys = keys;
        this.meters = meters;
        this.media = media;
    }

    /** 202 with the message; with a key that was used before, what was answered then. */
    public Uni<Response> send(OutboundDraft draft, @Nullable KeyedRequest key) {
        @Nullable String traceparent = RequestStep.traceparent();
        return sends.accept(draft, key, traceparent).flatMap(acceptance -> switch (acceptance) {
            case Accepted accepted -> {
                if (!draft.waitsForMedia()) {
                    announcer.announce(draft, accepted.message(), traceparent);
                }
                meters.accepted(draft.profile().platform());
                yield Uni.createFrom().item(json(202, accepted.answer()));
            }
            case KeyTaken taken -> media.discard(draft.media()).chain(() -> earlier(key));
        });
    }

    private Uni<Response> earlier(@Nullable KeyedRequest key) {
        if (key == null) {
            throw new IllegalStateException("no key was given");
        }
        return keys.replay(key)
                .map(replay -> replay.orElseThrow(() -> ApiException.conflict(IdempotencyKeys.IN_PROGRESS)));
    }

    static Response json(int status, String body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
