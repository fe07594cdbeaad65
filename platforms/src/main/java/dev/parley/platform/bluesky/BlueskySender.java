package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a text.
 *
 * <pre>
 *   conversation (known, or found by the participant) ──► facets ──► sendMessage ──InvalidConvo──► resolve once more
 * </pre>
 */
@Singleton
class BlueskySender {
    private static final String SEND = "chat.bsky.convo.sendMessage";
    private static final String RESOLVE_HANDLE = "com.atproto.identity.resolveHandle";
    private static final int MOST_MENTIONS = 10;

    private final Conversations conversations;
    private final Sessions sessions;
    private final BlueskyErrors errors;

    BlueskySender(Conversations conversations, Sessions sessions, BlueskyErrors errors) {
        this.conversations = conversations;
        this.sessions = sessions;
        this.errors = errors;
    }

    Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        Deadline deadline = Deadline.in(message.deadline());
        return compose(profile, text(message), deadline)
                .flatMap(content -> conversations
                        .resolve(profile, message.recipient(), deadline)
                        .flatMap(resolved -> sendInto(profile, message, content, resolved, deadline)));
    }

    private Uni<SendOutcome> sendInto(
            Profile profile,
            OutboundMessage message,
            JsonNode content,
            Conversations.Resolved resolved,
            Deadline deadline) {
        return switch (resolved) {
            case Conversations.Resolved.Failed failed -> Uni.createFrom().item(errors.beforeSend(failed.result()));
            case Conversations.Resolved.Conversation conversation ->
                sendOnce(profile, content, conversation, deadline)
                        .flatMap(result -> BlueskyErrors.isStaleConversation(result)
                                        && message.recipient().conversationId() != null
                                ? sendAfterResolving(profile, message, content, deadline)
                                : Uni.createFrom().item(outcome(result, conversation)));
        };
    }

    /** The first call was refused because its conversation is gone, so nothing was sent by it. */
    private Uni<SendOutcome> sendAfterResolving(
            Profile profile, OutboundMessage message, JsonNode content, Deadline deadline) {
        return conversations
                .resolveAnew(profile, message.recipient().participantId(), deadline)
                .flatMap(resolved -> switch (resolved) {
                    case Conversations.Resolved.Failed failed ->
                        Uni.createFrom().item(errors.beforeSend(failed.result()));
                    case Conversations.Resolved.Conversation conversation ->
                        sendOnce(profile, content, conversation, deadline).map(result -> outcome(result, conversation));
                });
    }

    private Uni<XrpcResult> sendOnce(
            Profile profile, JsonNode content, Conversations.Resolved.Conversation conversation, Deadline deadline) {
        ObjectNode input = Json.object().put("convoId", conversation.id());
        input.set("message", content);
        return conversations.call(profile, Xrpc.Method.post(SEND, input), deadline);
    }

    private SendOutcome outcome(XrpcResult result, Conversations.Resolved.Conversation conversation) {
        if (result instanceof XrpcResult.Ok ok && ok.body().hasNonNull("id")) {
            String id = ok.body().path("id").asText();
            Instant at = BlueskyTimes.of(ok.body().path("sentAt"));
            return new SendOutcome.Sent(id, at, conversation.id(), null);
        }
        return errors.ofSend(result);
    }

    private Uni<JsonNode> compose(Profile profile, String text, Deadline deadline) {
        List<String> handles =
                Facets.mentionedHandles(text).stream().limit(MOST_MENTIONS).toList();
        return resolveHandles(profile, handles, deadline).map(dids -> {
            ObjectNode content = Json.object().put("text", text);
            ArrayNode facets = Facets.of(text, dids);
            if (!facets.isEmpty()) {
                content.set("facets", facets);
            }
            return content;
        });
    }

    private Uni<Map<String, String>> resolveHandles(Profile profile, List<String> handles, Deadline deadline) {
        if (handles.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Multi.createFrom()
                .iterable(handles)
                .onItem()
                .transformToUniAndConcatenate(handle -> sessions.call(
                                profile, Xrpc.Method.get(RESOLVE_HANDLE, Map.of("handle", List.of(handle))), deadline)
                        .map(result -> Map.entry(handle, did(result))))
                .collect()
                .in(HashMap::new, (found, entry) -> entry.getValue().ifPresent(did -> found.put(entry.getKey(), did)));
    }

    private static Optional<String> did(XrpcResult result) {
        return result instanceof XrpcResult.Ok ok && ok.body().hasNonNull("did")
                ? Optional.of(ok.body().path("did").asText())
                : Optional.empty();
    }

    private static String text(OutboundMessage message) {
        String body = message.body();
        return body == null ? "" : body;
    }
}
