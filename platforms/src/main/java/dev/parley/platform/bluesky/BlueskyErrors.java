package dev.parley.platform.bluesky;

import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** What the service's refusals mean. Names came late, so the older texts are known too. */
@Singleton
class BlueskyErrors {
    static final PlatformError NO_DM_SCOPE = PlatformError.of(
            "This app password may not read direct messages: create one with \"Allow access to your direct messages\".",
            "InvalidToken");

    private final BlueskyConfig config;

    BlueskyErrors(BlueskyConfig config) {
        this.config = config;
    }

    /** What a refusal or silence means for a send, once the sending call itself was under way. */
    SendOutcome ofSend(XrpcResult result) {
        return switch (result) {
            case XrpcResult.Ok ok -> new SendOutcome.Unknown(PlatformError.of("Bluesky answered without a message id"));
            case XrpcResult.NeverMade never -> later(never);
            case XrpcResult.NoAnswer none -> new SendOutcome.Unknown(noAnswer(none));
            case XrpcResult.LockedOut locked -> new SendOutcome.Disconnected(locked.error());
            case XrpcResult.Refused refused -> ofRefusedSend(refused);
        };
    }

    /** The same for the look-ups before the sending call, which change nothing. */
    SendOutcome beforeSend(XrpcResult result) {
        return switch (result) {
            case XrpcResult.NoAnswer none -> new SendOutcome.RetryLater(null, SendOutcome.Scope.CHAT, noAnswer(none));
            case XrpcResult.Refused refused
            when refused.status() >= 500 ->
                new SendOutcome.RetryLater(refused.retryAfter(), SendOutcome.Scope.CHAT, refused.error());
            default -> ofSend(result);
        };
    }

    ActionOutcome ofAction(XrpcResult result) {
        return switch (result) {
            case XrpcResult.Ok ok -> new ActionOutcome.Done(ok.body());
            case XrpcResult.NeverMade never ->
                new ActionOutcome.Unavailable(
                        null, PlatformError.of("Bluesky could not be reached: " + never.reason()));
            case XrpcResult.NoAnswer none -> ActionOutcome.Unavailable.perhapsDone(null, noAnswer(none));
            case XrpcResult.LockedOut locked -> new ActionOutcome.Disconnected(locked.error());
            case XrpcResult.Refused refused
            when isThrottled(refused) -> new ActionOutcome.Unavailable(wait(refused), refused.error());
            case XrpcResult.Refused refused
            when refused.status() >= 500 ->
                ActionOutcome.Unavailable.perhapsDone(refused.retryAfter(), refused.error());
            case XrpcResult.Refused refused -> new ActionOutcome.Refused(refused.error());
        };
    }

    /**
     * Whether the app password may not read messages. The same name stands for tokens that cannot be verified, which a new
     * session mends.
     */
    static boolean lacksScope(XrpcResult.Refused refused) {
        return refused.name().equals("InvalidToken")
                && (refused.message().startsWith("Bad token method")
                        || refused.message().startsWith("Bad token scope"));
    }

    /** Whether the conversation id no longer holds and should be resolved again. */
    static boolean isStaleConversation(XrpcResult result) {
        return result instanceof XrpcResult.Refused refused
                && (refused.name().equals("InvalidConvo")
                        || refused.message().toLowerCase(Locale.ROOT).contains("convo not found"));
    }

    static boolean isThrottled(XrpcResult.Refused refused) {
        return refused.status() == 429 || refused.name().equals("RateLimitExceeded");
    }

    /** How long to stay away: throttling by the chat service lasts for hours and says nothing. */
    Duration wait(XrpcResult.Refused refused) {
        Duration asked = refused.retryAfter();
        return asked == null || asked.isNegative() || asked.isZero() ? config.throttledFor() : asked;
    }

    private SendOutcome ofRefusedSend(XrpcResult.Refused refused) {
        if (isThrottled(refused)) {
            return new SendOutcome.RetryLater(wait(refused), SendOutcome.Scope.PROFILE, refused.error());
        }
        if (refused.status() >= 500) {
            return new SendOutcome.Unknown(refused.error());
        }
        return new SendOutcome.Rejected(refused.error());
    }

    private static SendOutcome later(XrpcResult.NeverMade never) {
        return new SendOutcome.RetryLater(
                null, SendOutcome.Scope.PROFILE, PlatformError.of("Bluesky could not be reached: " + never.reason()));
    }

    private static PlatformError noAnswer(XrpcResult.NoAnswer none) {
        return PlatformError.of("Bluesky did not answer: " + none.reason());
    }
}
