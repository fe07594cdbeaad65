package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.LostMessage;
import dev.parley.platform.LostMessage.Content;
import dev.parley.platform.LostMessage.Seen;
import dev.parley.platform.LostMessage.Span;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.OutcomeProbe.LostCall;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a conversation whether it holds a message of ours.
 *
 * <pre>
 *   newest messages with their text ──► next pages, ids and times only ──► back before the call ──► {@link LostMessage}
 *        └ no such conversation, or no answer: cannot tell                    └ or {@value #MOST_PAGES} pages
 * </pre>
 *
 * Meta shows only the newest {@value #SHOWN} messages with their text, and times to the second. Of an older one the id
 * says enough, when it belongs to a message that is stored here.
 */
@ApplicationScoped
public class ConversationLookup {
    private static final int SHOWN = 20;
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String FIELDS = "messages.limit(" + SHOWN + "){id,created_time,from,to,message,attachments}";

    private final GraphClient client;

    public ConversationLookup(GraphClient client) {
        this.client = client;
    }

    /**
     * See {@link dev.parley.platform.OutcomeProbe#probe}.
     *
     * @param network {@code messenger} or {@code instagram}
     * @param account whose messages count as ours
     */
    public Uni<Found> probe(
            GraphAccess access, String network, String account, OutboundMessage message, LostCall lost) {
        if (message.commentExternalId() != null) {
            // Meta refuses a second private reply to a comment, so trying again is safe and settles it.
            return Uni.createFrom().item(new Found.NotThere());
        }
        return new Search(access, account, message, lost).begin(network);
    }

    /** One look-up, page by page. */
    private final class Search {
        private final GraphAccess access;
        private final String account;
        private final OutboundMessage message;
        private final LostCall lost;
        private final Span span;
        private final List<Seen> seen = new ArrayList<>();
        private int pages;
        private @Nullable String conversation;

        Search(GraphAccess access, String account, OutboundMessage message, LostCall lost) {
            this.access = access;
            this.account = account;
            this.message = message;
            this.lost = lost;
            Instant call = lost.at().truncatedTo(ChronoUnit.SECONDS);
            this.span = new Span(call.minus(CLOCKS_DIFFER), call);
        }

        Uni<Found> begin(String network) {
            GraphCall call = GraphCall.get(access, "me/conversations")
                    .with("platform", network)
                    .with("user_id", message.recipient().participantId())
                    .with("fields", FIELDS);
            return ask(call, body -> {
                JsonNode conversation = body.path("data").path(0);
                JsonNode messages = conversation.path("messages");
                return messages.path("data").isEmpty()
                        ? cannotTell("the conversation was not found")
                        : read(conversation.path("id").asText(), messages);
            });
        }

        private Uni<Found> read(String id, JsonNode page) {
            conversation = id.isEmpty() ? conversation : id;
            JsonNode messages = page.path("data");
            messages.forEach(node -> seen.add(see(node)));
            String after = page.path("paging").path("cursors").path("after").asText("");
            boolean last = !page.path("paging").hasNonNull("next") || after.isEmpty() || messages.isEmpty();
            boolean reachesBack = last || seen.getLast().at().isBefore(span.doubtful());
            return reachesBack || ++pages > MOST_PAGES ? judge(reachesBack) : next(id, after);
        }

        private Uni<Found> next(String id, String after) {
            GraphCall call = GraphCall.get(access, id + "/messages")
                    .with("fields", "id,created_time")
                    .with("limit", Integer.toString(PAGE))
                    .with("after", after);
            return ask(call, body -> read(id, body));
        }

        private Uni<Found> ask(GraphCall call, Function<JsonNode, Uni<Found>> onAnswer) {
            return client.call(call, DEADLINE).flatMap(answer -> switch (answer) {
                case GraphAnswer.Done done -> onAnswer.apply(done.body());
                case GraphAnswer.Refused refused -> cannotTell(refused.error().message());
                case GraphAnswer.NeverMade never -> cannotTell(never.reason());
                case GraphAnswer.NoAnswer none -> cannotTell(none.reason());
            });
        }

        private Uni<Found> judge(boolean reachesBack) {
            return lost.known()
                    .among(LostMessage.candidates(seen, span))
                    .map(known -> LostMessage.judge(seen, known, span, reachesBack))
                    .map(found -> found instanceof Found.There there
                            ? new Found.There(there.externalId(), there.at(), conversation)
                            : found);
        }

        private Seen see(JsonNode node) {
            Instant at = GraphTime.of(node.path("created_time")).orElse(Instant.MAX);
            return new Seen(node.path("id").asText(), at, content(node));
        }

        private Content content(JsonNode node) {
            if (!node.has("from")) {
                return Content.NOT_SHOWN;
            }
            if (!node.path("from").path("id").asText().equals(account)) {
                return Content.DIFFERENT;
            }
            boolean plain = message.attachment() == null && message.buttons() == null;
            boolean alike = plain
                    ? LostMessage.isSameText(node.path("message").asText(""), message.body())
                    : !node.path("attachments").path("data").isEmpty()
                            || node.path("attachments").isArray()
                                    && !node.path("attachments").isEmpty();
            return alike ? Content.ALIKE : Content.DIFFERENT;
        }
    }

    private static Uni<Found> cannotTell(String reason) {
        return Uni.createFrom().item(new Found.CannotTell(reason));
    }
}
