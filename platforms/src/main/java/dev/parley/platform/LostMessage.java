package dev.parley.platform;

import dev.parley.platform.OutcomeProbe.Found;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a call without an answer went through, by what the conversation shows.
 *
 * <pre>
 *   belongs to another message ───────────────────────────────► proves nothing
 *   the oldest like ours from {@code certain} on ─────────────► there
 *   one like ours between {@code doubtful} and {@code certain} ► cannot tell (another one? a clock?)
 *   one since {@code doubtful} whose content is not shown ────► cannot tell
 *   what is shown does not reach back to {@code doubtful} ────► cannot tell
 *   otherwise ────────────────────────────────────────────────► not there
 * </pre>
 */
public final class LostMessage {
    /** How a message in the conversation compares with the one that is looked for. */
    public enum Content {
        ALIKE,
        DIFFERENT,
        NOT_SHOWN
    }

    /**
     * A message in the conversation.
     *
     * @param at on the platform's clock
     */
    public record Seen(String id, Instant at, Content content) {}

    /**
     * When the message must have been performed, on the platform's clock.
     *
     * @param doubtful the earliest time, if the clocks differ as much as they may
     * @param certain from here on it cannot be an earlier message
     */
    public record Span(Instant doubtful, Instant certain) {}

    private LostMessage() {}

    /** The ids that would matter: ask of these which belong to other messages. */
    public static List<String> candidates(Collection<Seen> conversation, Span span) {
        return conversation.stream()
                .filter(seen -> matters(seen, span))
                .map(Seen::id)
                .toList();
    }

    /**
     * @param conversation in any order
     * @param known ids that belong to other messages
     * @param reachesBack whether all messages since {@code span.doubtful()} are among them
     */
    public static Found judge(Collection<Seen> conversation, Set<String> known, Span span, boolean reachesBack) {
        List<Seen> open = conversation.stream()
                .filter(seen -> matters(seen, span) && !known.contains(seen.id))
                .sorted(Comparator.comparing(Seen::at))
                .toList();
        Optional<Seen> ours = open.stream()
                .filter(seen -> seen.content == Content.ALIKE && !seen.at.isBefore(span.certain))
                .findFirst();
        if (ours.isPresent()) {
            return new Found.There(ours.get().id, ours.get().at);
        }
        if (has(open, seen -> seen.content == Content.ALIKE)) {
            return new Found.CannotTell("a message like it was sent shortly before");
        }
        if (has(open, seen -> seen.content == Content.NOT_SHOWN)) {
            return new Found.CannotTell("the conversation has messages whose content is not shown");
        }
        return reachesBack ? new Found.NotThere() : new Found.CannotTell("the conversation has moved on too far");
    }

    /** Whether the platform may show this text for the one that was sent: it may trim it. */
    public static boolean isSameText(String shown, @Nullable String sent) {
        return sent != null && shown.strip().equals(sent.strip());
    }

    private static boolean matters(Seen seen, Span span) {
        return seen.content != Content.DIFFERENT && !seen.at.isBefore(span.doubtful);
    }

    private static boolean has(List<Seen> open, Predicate<Seen> condition) {
        return open.stream().anyMatch(condition);
    }
}
