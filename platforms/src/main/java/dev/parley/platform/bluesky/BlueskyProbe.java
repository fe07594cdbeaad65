package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.LostMessage;
import dev.parley.platform.LostMessage.Content;
import dev.parley.platform.LostMessage.Seen;
import dev.parley.platform.LostMessage.Span;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.OutcomeProbe.LostCall;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an unanswered send in the conversation, newest page first, back to the time of the call. There is no id to
 * look for, so it is the text, the sender and the time: the server's clock is read off its answer, and a lane never has
 * two calls at once.
 */
@Singleton
class BlueskyProbe {
    private static final String GET_MESSAGES = "chat.bsky.convo.getMessages";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;
    /** The Date header has whole seconds, and two machines are never quite together. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final Conversations conversations;

    BlueskyProbe(Conversations conversations) {
        this.conversations = conversations;
    }

    Uni<Found> probe(Profile profile, OutboundMessage message, LostCall call) {
        Deadline deadline = Deadline.in(DEADLINE);
        return conversations.resolve(profile, message.recipient(), deadline).flatMap(resolved -> switch (resolved) {
            case Conversations.Resolved.Failed failed -> cannotTell("the conversation could not be found");
            case Conversations.Resolved.Conversation conversation ->
                new Search(profile, message, call, conversation.id(), deadline).page(null);
        });
    }

    /** One look-up, page by page. */
    private final class Search {
        private final Profile profile;
        private final OutboundMessage message;
        private final LostCall call;
        private final String conversation;
        private final Deadline deadline;
        private final List<Seen> seen = new ArrayList<>();
        private int pages;

        Search(Profile profile, OutboundMessage message, LostCall call, String conversation, Deadline deadline) {
            this.profile = profile;
            this.message = message;
            this.call = call;
            this.conversation = conversation;
            this.deadline = deadline;
        }

        Uni<Found> page(@Nullable String cursor) {
            Map<String, List<String>> query = new HashMap<>();
            query.put("convoId", List.of(conversation));
            query.put("limit", List.of(Integer.toString(PAGE)));
            if (cursor != null) {
                query.put("cursor", List.of(cursor));
            }
            return conversations
                    .call(profile, Xrpc.Method.get(GET_MESSAGES, query), deadline)
                    .flatMap(result -> result instanceof XrpcResult.Ok ok
                            ? read(ok)
                            : cannotTell("the conversation could not be read"));
        }

        private Uni<Found> read(XrpcResult.Ok page) {
            Instant earliest = onServerClock(call.at(), page).minus(CLOCKS_DIFFER);
            Span span = new Span(earliest, earliest);
            JsonNode messages = page.body().path("messages");
            messages.forEach(candidate -> seen.add(see(candidate)));
            String next = page.body().path("cursor").asText("");
            boolean reachesBack =
                    next.isEmpty() || messages.isEmpty() || seen.getLast().at().isBefore(earliest);
            return reachesBack || ++pages >= MOST_PAGES ? judge(span, reachesBack) : page(next);
        }

        private Uni<Found> judge(Span span, boolean reachesBack) {
            return call.known()
                    .among(LostMessage.candidates(seen, span))
                    .map(known -> LostMessage.judge(seen, known, span, reachesBack));
        }

        private Seen see(JsonNode candidate) {
            boolean ours = candidate.path("sender").path("did").asText().equals(profile.externalId());
            boolean alike =
                    ours && LostMessage.isSameText(candidate.path("text").asText(), message.body());
            return new Seen(
                    candidate.path("id").asText(),
                    BlueskyTimes.of(candidate.path("sentAt")),
                    alike ? Content.ALIKE : Content.DIFFERENT);
        }
    }

    private static Instant onServerClock(Instant ours, XrpcResult.Ok page) {
        Instant theirNow = page.serverTime();
        return theirNow == null ? ours : ours.plus(Duration.between(Instant.now(), theirNow));
    }

    private static Uni<Found> cannotTell(String reason) {
        return Uni.createFrom().item(new Found.CannotTell(reason));
    }
}
