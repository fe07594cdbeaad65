package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers of the Graph API in the contract's words. */
public final class GraphOutcomes {
    private static final Duration RESTRICTED = Duration.ofMinutes(30);
    private static final String NO_ANSWER = "Meta did not answer";

    private GraphOutcomes() {}

    /**
     * How a send ended. A 200 without a message id says nothing about the message.
     *
     * @param teaches whether the answer's recipient is news: a private reply was addressed to a comment
     */
    public static SendOutcome ofSend(GraphAnswer answer, boolean teaches) {
        return switch (answer) {
            case GraphAnswer.Done done -> sent(done.body(), teaches);
            case GraphAnswer.Refused refused -> refused(refused.error());
            case GraphAnswer.NeverMade never -> notReached(never.reason());
            case GraphAnswer.NoAnswer none ->
                new SendOutcome.Unknown(PlatformError.of(NO_ANSWER).withNote(none.reason()));
        };
    }

    /** How a step before the send ended (an upload), of which nothing reaches the participant; null when it is done. */
    public static @Nullable SendOutcome ofPreparation(GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Done done -> null;
            case GraphAnswer.Refused refused ->
                refused(refused.error()) instanceof SendOutcome.Unknown unknown
                        ? new SendOutcome.RetryLater(null, SendOutcome.Scope.CHAT, unknown.error())
                        : refused(refused.error());
            case GraphAnswer.NeverMade never -> notReached(never.reason());
            case GraphAnswer.NoAnswer none -> notReached(none.reason());
        };
    }

    /** How a synchronous action ended; the result is the answer itself. */
    public static ActionOutcome ofAction(GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Done done -> new ActionOutcome.Done(done.body());
            case GraphAnswer.Refused refused -> refusedAction(refused.error());
            case GraphAnswer.NeverMade never ->
                new ActionOutcome.Unavailable(null, PlatformError.of(NO_ANSWER).withNote(never.reason()));
            case GraphAnswer.NoAnswer none ->
                ActionOutcome.Unavailable.perhapsDone(
                        null, PlatformError.of(NO_ANSWER).withNote(none.reason()));
        };
    }

    private static SendOutcome sent(JsonNode body, boolean teaches) {
        String messageId = body.path("message_id").asText("");
        if (messageId.isEmpty()) {
            return new SendOutcome.Unknown(PlatformError.of("Meta's answer names no message"));
        }
        String recipient = teaches ? body.path("recipient_id").asText("") : "";
        return new SendOutcome.Sent(messageId, Instant.now(), null, recipient.isEmpty() ? null : recipient);
    }

    private static SendOutcome refused(GraphError error) {
        PlatformError shown = error.toPlatformError();
        return switch (error.meaning()) {
            case WINDOW_CLOSED,
                    RECIPIENT_UNAVAILABLE,
                    RECIPIENT_UNKNOWN,
                    BAD_REQUEST,
                    ALREADY_REPLIED,
                    NOT_PERMITTED,
                    THREAD_ELSEWHERE -> new SendOutcome.Rejected(shown);
            case TOKEN_LOST -> new SendOutcome.Disconnected(shown);
            case RESTRICTED -> new SendOutcome.RetryLater(RESTRICTED, SendOutcome.Scope.PROFILE, shown);
            case RATE -> new SendOutcome.RetryLater(error.regain(), SendOutcome.Scope.PROFILE, shown);
            case TEMPORARY -> new SendOutcome.RetryLater(error.regain(), SendOutcome.Scope.CHAT, shown);
            case AMBIGUOUS -> new SendOutcome.Unknown(shown);
        };
    }

    private static ActionOutcome refusedAction(GraphError error) {
        PlatformError shown = error.toPlatformError();
        return switch (error.meaning()) {
            case WINDOW_CLOSED,
                    RECIPIENT_UNAVAILABLE,
                    RECIPIENT_UNKNOWN,
                    BAD_REQUEST,
                    ALREADY_REPLIED,
                    NOT_PERMITTED,
                    THREAD_ELSEWHERE -> new ActionOutcome.Refused(shown);
            case TOKEN_LOST -> new ActionOutcome.Disconnected(shown);
            case RESTRICTED -> new ActionOutcome.Unavailable(RESTRICTED, shown);
            case RATE, TEMPORARY -> new ActionOutcome.Unavailable(error.regain(), shown);
            case AMBIGUOUS -> ActionOutcome.Unavailable.perhapsDone(error.regain(), shown);
        };
    }

    private static SendOutcome notReached(String reason) {
        return new SendOutcome.RetryLater(
                null,
                SendOutcome.Scope.CHAT,
                PlatformError.of("Meta could not be reached").withNote(reason));
    }
}
