package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.platform.EventPoller.PollOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the account's log, one page at a time.
 *
 * <pre>
 *   getLog(cursor) ──► which conversations matter? ──► kinds (stored, or asked once) ──► events, groups left out
 *        │                                                   │not now
 *        └──► next cursor: the page's, else its last rev, else the old one     come back later, cursor untouched
 * </pre>
 */
@Singleton
class BlueskyLog {
    private static final String GET_LOG = "chat.bsky.convo.getLog";
    /** The position before everything; sorts before every rev. */
    private static final String BEGINNING = "";

    private final Conversations conversations;
    private final ConversationKindCache kinds;
    private final BlueskyErrors errors;
    private final LogEntries entries;

    BlueskyLog(Conversations conversations, ConversationKindCache kinds, BlueskyErrors errors, LogEntries entries) {
        this.conversations = conversations;
        this.kinds = kinds;
        this.errors = errors;
        this.entries = entries;
    }

    Uni<PollOutcome> poll(Profile profile, @Nullable String cursor, Duration within) {
        Deadline deadline = Deadline.in(within);
        String from = cursor == null ? profile.platformState().path("cursor").asText(BEGINNING) : cursor;
        return page(profile, from, deadline).flatMap(result -> switch (result) {
            case XrpcResult.Ok ok -> read(profile, from, ok.body(), deadline);
            case XrpcResult.LockedOut locked -> Uni.createFrom().item(new PollOutcome.Disconnected(locked.error()));
            case XrpcResult.Refused refused -> later(errors.wait(refused), refused.error(), refused);
            case XrpcResult.NeverMade never ->
                later(PlatformError.of("Bluesky could not be reached: " + never.reason()));
            case XrpcResult.NoAnswer none -> later(PlatformError.of("Bluesky did not answer: " + none.reason()));
        });
    }

    /** Without a cursor the service answers with "now" and no entries. */
    Uni<XrpcResult> page(Profile profile, String from, Deadline deadline) {
        Map<String, List<String>> query = from.equals(BEGINNING) ? Map.of() : Map.of("cursor", List.of(from));
        return conversations.call(profile, Xrpc.Method.get(GET_LOG, query), deadline);
    }

    private Uni<PollOutcome> read(Profile profile, String from, JsonNode page, Deadline deadline) {
        JsonNode logs = page.path("logs");
        String next = nextCursor(from, page);
        Set<String> mattering = new TreeSet<>();
        logs.forEach(entry -> LogEntries.conversationOf(entry).ifPresent(mattering::add));
        return kindsOf(profile, mattering, deadline).map(known -> {
            if (known.size() < mattering.size()) {
                return new PollOutcome.Later(null, PlatformError.of("a conversation's kind could not be asked"));
            }
            boolean more = !logs.isEmpty() && !next.equals(from);
            return new PollOutcome.Page(events(profile, logs, known), next, more);
        });
    }

    private List<InboundEvent> events(Profile profile, JsonNode logs, Map<String, Conversations.Described> known) {
        List<InboundEvent> events = new ArrayList<>();
        for (JsonNode entry : logs) {
            LogEntries.conversationOf(entry)
                    .map(known::get)
                    .filter(conversation -> conversation.kind().direct())
                    .flatMap(conversation -> entries.read(profile, entry, conversation))
                    .ifPresent(events::add);
        }
        return events;
    }

    /** A page without a cursor is seen in production; its last entry says where we are. */
    private static String nextCursor(String from, JsonNode page) {
        if (page.hasNonNull("cursor")) {
            return page.path("cursor").asText();
        }
        JsonNode logs = page.path("logs");
        return logs.isEmpty() ? from : logs.get(logs.size() - 1).path("rev").asText(from);
    }

    /** The kinds of these conversations; one that the service would not tell now is missing. */
    private Uni<Map<String, Conversations.Described>> kindsOf(Profile profile, Set<String> ids, Deadline deadline) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return kinds.known(profile.id(), ids).flatMap(stored -> {
            Map<String, Conversations.Described> known = new HashMap<>();
            stored.forEach((id, kind) -> known.put(id, LogEntries.withoutNames(kind)));
            return Multi.createFrom()
                    .iterable(ids)
                    .filter(id -> !known.containsKey(id))
                    .onItem()
                    .transformToUniAndConcatenate(id -> ask(profile, id, deadline))
                    .collect()
                    .in(() -> known, (all, asked) -> asked.ifPresent(one -> all.put(one.getKey(), one.getValue())));
        });
    }

    private Uni<Optional<Map.Entry<String, Conversations.Described>>> ask(
            Profile profile, String conversationId, Deadline deadline) {
        return conversations.describe(profile, conversationId, deadline).flatMap(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            Conversations.Described described = found.get();
            Uni<Void> remembered = described.lasting()
                    ? kinds.remember(profile.id(), conversationId, described.kind())
                    : Uni.createFrom().voidItem();
            return remembered.replaceWith(Optional.of(Map.entry(conversationId, described)));
        });
    }

    private static Uni<PollOutcome> later(PlatformError error) {
        return Uni.createFrom().item(new PollOutcome.Later(null, error));
    }

    private static Uni<PollOutcome> later(Duration wait, PlatformError error, XrpcResult.Refused refused) {
        Duration after = BlueskyErrors.isThrottled(refused) ? wait : refused.retryAfter();
        return Uni.createFrom().item(new PollOutcome.Later(after, error));
    }
}
