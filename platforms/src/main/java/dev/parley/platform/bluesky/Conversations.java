package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.ConversationKinds.Kind;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chat service's conversations. All its methods go through the PDS, which forwards them. */
@Singleton
class Conversations {
    private static final String FOR_MEMBERS = "chat.bsky.convo.getConvoForMembers";
    private static final String GET = "chat.bsky.convo.getConvo";
    private static final String ACCEPT = "chat.bsky.convo.acceptConvo";

    private final Sessions sessions;
    private final BlueskyConfig config;

    Conversations(Sessions sessions, BlueskyConfig config) {
        this.sessions = sessions;
        this.config = config;
    }

    Uni<XrpcResult> call(Profile profile, Xrpc.Method method, Deadline deadline) {
        return sessions.call(profile, method.through(config.proxy()), deadline);
    }

    /** The result of {@link #resolve}. */
    sealed interface Resolved {
        record Conversation(String id) implements Resolved {}

        record Failed(XrpcResult result) implements Resolved {}
    }

    /** The known id, or the one the service finds or makes for the participant; a request is accepted on the way. */
    Uni<Resolved> resolve(Profile profile, OutboundMessage.Recipient recipient, Deadline deadline) {
        String known = recipient.conversationId();
        return known == null
                ? resolveAnew(profile, recipient.participantId(), deadline)
                : Uni.createFrom().item(new Resolved.Conversation(known));
    }

    Uni<Resolved> resolveAnew(Profile profile, String participant, Deadline deadline) {
        Map<String, List<String>> members = Map.of("members", List.of(profile.externalId(), participant));
        return call(profile, Xrpc.Method.get(FOR_MEMBERS, members), deadline).flatMap(result -> {
            if (!(result instanceof XrpcResult.Ok ok)
                    || !ok.body().path("convo").has("id")) {
                return Uni.createFrom().item(new Resolved.Failed(result));
            }
            JsonNode convo = ok.body().path("convo");
            Resolved.Conversation found =
                    new Resolved.Conversation(convo.path("id").asText());
            return convo.path("status").asText().equals("request")
                    ? accept(profile, found.id(), deadline).replaceWith(found)
                    : Uni.createFrom().item(found);
        });
    }

    /** Whether the conversation is with one participant, and who that is; empty when the service does not say now. */
    Uni<Optional<Described>> describe(Profile profile, String conversationId, Deadline deadline) {
        Xrpc.Method get = Xrpc.Method.get(GET, Map.of("convoId", List.of(conversationId)));
        return call(profile, get, deadline).map(result -> switch (result) {
            case XrpcResult.Ok ok -> Optional.of(describe(profile, ok.body().path("convo")));
            // Now it cannot be told apart from a group, so nothing of it is read; it may be there again later.
            case XrpcResult.Refused refused
            when BlueskyErrors.isStaleConversation(refused) -> Optional.of(Described.GONE);
            case XrpcResult.Refused refused -> Optional.empty();
            case XrpcResult.NeverMade never -> Optional.empty();
            case XrpcResult.NoAnswer none -> Optional.empty();
            case XrpcResult.LockedOut locked -> Optional.empty();
        });
    }

    /**
     * @param member the other side as {@code {did, handle, displayName?, avatar?}}; empty for a group
     * @param lasting whether the service will say the same next time
     */
    record Described(Kind kind, JsonNode member, boolean lasting) {
        static final Described GONE = new Described(Kind.GROUP, Json.object(), false);

        Described(Kind kind, JsonNode member) {
            this(kind, member, true);
        }
    }

    /** Of an account that is gone, the other side may be missing: that is no group, and may be told another time. */
    private static Described describe(Profile profile, JsonNode convo) {
        JsonNode members = convo.path("members");
        String kind = convo.path("kind").path("$type").asText(convo.path("kind").asText(""));
        boolean group = kind.endsWith("groupConvo") || kind.equals("group") || members.size() > 2;
        if (group) {
            return new Described(Kind.GROUP, Json.object());
        }
        for (JsonNode member : members) {
            String did = member.path("did").asText();
            if (!did.isEmpty() && !did.equals(profile.externalId())) {
                return new Described(Kind.directWith(did), member);
            }
        }
        return Described.GONE;
    }

    /** Best effort: a send to a request that was not accepted still goes out. */
    private Uni<XrpcResult> accept(Profile profile, String conversationId, Deadline deadline) {
        return call(profile, Xrpc.Method.post(ACCEPT, Json.object().put("convoId", conversationId)), deadline);
    }
}
