package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a conversation whether it holds a message of ours.
 *
 * <pre>
 *   no such conversation, or no answer ─────────────────────────► cannot tell
 *   one like ours at or after the call ─────────────────────────► there
 *   one like ours a little before the call ─────────────────────► cannot tell (another one? a clock?)
 *   none, and what we see reaches back before the call ─────────► not there
 *   none, but we do not see far enough back ────────────────────► cannot tell
 * </pre>
 *
 * Meta shows the newest {@value #SEEN} messages with their text, and times to the second.
 */
@ApplicationScoped
public class ConversationLookup {
    private static final int SEEN = 20;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String FIELDS = "messages.limit(" + SEEN + "){id,created_time,from,to,message,attachments}";

    private final GraphClient client;

    public ConversationLookup(GraphClient client) {
        this.client = client;
    }

    /**
     * See {@link OutcomeProbe#probe}.
     *
     * @param network {@code messenger} or {@code instagram}
     * @param account whose messages count as ours
     */
    public Uni<OutcomeProbe.Found> probe(
            GraphAccess access, String network, String account, OutboundMessage message, Instant calledAt) {
        if (message.commentExternalId() != null) {
            // Meta refuses a second private reply to a comment, so trying again is safe and settles it.
            return Uni.createFrom().item(new OutcomeProbe.Found.NotThere());
        }
        GraphCall call = GraphCall.get(access, "me/conversations")
                .with("platform", network)
                .with("user_id", message.recipient().participantId())
                .with("fields", FIELDS);
        return client.call(call, DEADLINE).map(answer -> switch (answer) {
            case GraphAnswer.Done done -> judge(done.body(), account, message, calledAt);
            case GraphAnswer.Refused refused -> cannotTell(refused.error().message());
            case GraphAnswer.NeverMade never -> cannotTell(never.reason());
            case GraphAnswer.NoAnswer none -> cannotTell(none.reason());
        });
    }

    private static OutcomeProbe.Found judge(
            JsonNode conversations, String account, OutboundMessage message, Instant calledAt) {
        JsonNode messages = conversations.path("data").path(0).path("messages").path("data");
        if (messages.isEmpty()) {
            return cannotTell("the conversation was not found");
        }
        Instant call = calledAt.truncatedTo(ChronoUnit.SECONDS);
        List<Seen> alike = new ArrayList<>();
        Instant oldest = Instant.MAX;
        for (JsonNode node : messages) {
            Instant at = GraphTime.of(node.path("created_time")).orElse(Instant.MAX);
            oldest = at.isBefore(oldest) ? at : oldest;
            if (isLike(message, account, node)) {
                alike.add(new Seen(node.path("id").asText(), at));
            }
        }
        for (Seen seen : alike.reversed()) {
            if (!seen.at().isBefore(call)) {
                return new OutcomeProbe.Found.There(seen.id(), seen.at());
            }
        }
        if (alike.stream().anyMatch(seen -> seen.at().isAfter(call.minus(CLOCKS_DIFFER)))) {
            return cannotTell("a message like it was sent shortly before");
        }
        return messages.size() < SEEN || oldest.isBefore(call.minus(CLOCKS_DIFFER))
                ? new OutcomeProbe.Found.NotThere()
                : cannotTell("the conversation has moved on too far");
    }

    private record Seen(String id, Instant at) {}

    private static boolean isLike(OutboundMessage message, String account, JsonNode node) {
        if (!node.path("from").path("id").asText().equals(account)) {
            return false;
        }
        boolean plain = message.attachment() == null && message.buttons() == null;
        return plain
                ? node.path("message").asText("").equals(message.body())
                : node.path("attachments").path("data").size() > 0
                        || node.path("attachments").isArray()
                                && !node.path("attachments").isEmpty();
    }

    private static OutcomeProbe.Found cannotTell(String reason) {
        return new OutcomeProbe.Found.CannotTell(reason);
    }
}
