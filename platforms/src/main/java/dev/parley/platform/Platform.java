package dev.parley.platform;

import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;

/**
 * A messaging network. Implementations are CDI beans found by being there ({@link Platforms}); they keep no state
 * about chats or messages, write nothing to the database and publish nothing: they translate. A further ability is a
 * further interface on the same bean: {@link WebhookReceiver}, {@link EventPoller}, {@link MessageEditor},
 * {@link Reactor}, {@link ChatArchiver}, {@link PrivateReplier}, {@link IceBreakerEditor}, {@link ParticipantLookup},
 * {@link OutcomeProbe}, {@link ConnectionFlow}, {@link SubscriptionCheck}, {@link MediaSource}, {@link TapAcknowledger},
 * {@link ColdSendCheck}.
 */
public interface Platform {
    /** The name in URLs, on the wire and in the database, e.g. {@code telegram}; unique and never changed. */
    String name();

    /** What the network can do, as data. Read by the gateway for its refusals; the same object every time. */
    Capabilities capabilities();

    /**
     * Performs one send. Called by dispatch only, once per attempt, in the chat's order, with the throttle permit
     * held. Must perform at most one send on the platform, must not retry by itself, and must answer within the
     * deadline it was given. Never fails: every end is an {@link SendOutcome}; after the request was written
     * and no answer came, {@link SendOutcome.Unknown}.
     */
    Uni<SendOutcome> send(Profile profile, OutboundMessage message);
}
