package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Looks for an unanswered send among the conversation's newest messages. There is no id to look for, so it is the
 * text, the sender and the time: the server's clock is read off its answer, and a lane never has two calls at once.
 */
@Singleton
class BlueskyProbe {
    private static final String GET_MESSAGES = "chat.bsky.convo.getMessages";
    private static final int NEWEST = 100;
    /** The Date header has whole seconds, and two machines are never quite together. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final Conversations conversations;

    BlueskyProbe(Conversations conversations) {
        this.conversations = conversations;
    }

    Uni<Found> probe(Profile profile, OutboundMessage message, Instant calledAt) {
        Deadline deadline = Deadline.in(DEADLINE);
        return conversations.resolve(profile, message.recipient(), deadline).flatMap(resolved -> switch (resolved) {
            case Conversations.Resolved.Failed failed -> cannotTell("the conversation could not be found");
            case Conversations.Resolved.Conversation conversation ->
                conversations
                        .call(profile, newest(conversation.id()), deadline)
                        .flatMap(result -> result instanceof XrpcResult.Ok ok
                                ? Uni.createFrom().item(lookFor(profile, message, calledAt, ok))
                                : cannotTell("the conversation could not be read"));
        });
    }

    private static Xrpc.Method newest(String conversationId) {
        return Xrpc.Method.get(
                GET_MESSAGES, Map.of("convoId", List.of(conversationId), "limit", List.of(Integer.toString(NEWEST))));
    }

    private static Found lookFor(Profile profile, OutboundMessage message, Instant calledAt, XrpcResult.Ok page) {
        Instant earliest = onServerClock(calledAt, page).minus(CLOCKS_DIFFER);
        for (JsonNode candidate : page.body().path("messages")) {
            boolean ours = candidate.path("sender").path("did").asText().equals(profile.externalId());
            boolean same = candidate.path("text").asText().equals(message.body());
            if (ours && same && !Times.of(candidate.path("sentAt")).isBefore(earliest)) {
                return new Found.There(candidate.path("id").asText(), Times.of(candidate.path("sentAt")));
            }
        }
        return new Found.NotThere();
    }

    private static Instant onServerClock(Instant ours, XrpcResult.Ok page) {
        Instant theirNow = page.serverTime();
        return theirNow == null ? ours : ours.plus(Duration.between(Instant.now(), theirNow));
    }

    private static Uni<Found> cannotTell(String reason) {
        return Uni.createFrom().item(new Found.CannotTell(reason));
    }
}
