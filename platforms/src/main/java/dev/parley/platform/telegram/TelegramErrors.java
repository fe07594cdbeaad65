package dev.parley.platform.telegram;

import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import java.util.List;
import java.util.Locale;

/**
 * What the Bot API's refusals mean.
 *
 * <pre>
 *   429                          wait as long as it says
 *   401, 404 "Not Found"         the token no longer opens the bot
 *   409                          another call is in the way: later
 *   other 4xx                    never, with its text
 *   5xx, silence after writing   perhaps done
 *   no connection                certainly not done: later
 * </pre>
 *
 * <p>A 5xx is no refusal: the same answer comes before and after a message went out, and Telegram cannot be asked which
 * it was.
 */
final class TelegramErrors {
    static final PlatformError DISCONNECTED = PlatformError.of("Profile is disconnected");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;

    /** Refusals of a picture as a photo: its shape, its format, its size. */
    private static final List<String> NO_PHOTO = List.of(
            "photo_invalid_dimensions",
            "photo_ext_invalid",
            "photo_save_file_invalid",
            "image_process_failed",
            "too big for a photo");

    private TelegramErrors() {}

    /** @param scope whom a 429 concerns */
    static SendOutcome ofSend(ApiResult result, SendOutcome.Scope scope) {
        return switch (result) {
            case ApiResult.Ok ok -> new SendOutcome.Unknown(PlatformError.of("Telegram answered without a message id"));
            case ApiResult.NeverMade never ->
                new SendOutcome.RetryLater(null, SendOutcome.Scope.PROFILE, unreachable(never));
            case ApiResult.NoAnswer none -> new SendOutcome.Unknown(silent(none));
            case ApiResult.Foreign foreign -> ofForeignSend(foreign);
            case ApiResult.Refused refused -> ofRefusedSend(refused, scope);
        };
    }

    /** For calls that may be repeated. */
    static ActionOutcome ofAction(ApiResult result) {
        return switch (result) {
            case ApiResult.Ok ok -> ActionOutcome.Done.plain();
            case ApiResult.NeverMade never -> new ActionOutcome.Unavailable(null, unreachable(never));
            case ApiResult.NoAnswer none -> ActionOutcome.Unavailable.perhapsDone(null, silent(none));
            case ApiResult.Foreign foreign ->
                new ActionOutcome.Unavailable(null, stranger(foreign), foreign.status() >= 500);
            case ApiResult.Refused refused
            when isPassing(refused) || refused.code() >= 500 ->
                new ActionOutcome.Unavailable(refused.retryAfter(), error(refused), refused.code() >= 500);
            case ApiResult.Refused refused when isLockedOut(refused) -> new ActionOutcome.Disconnected(error(refused));
            case ApiResult.Refused refused -> new ActionOutcome.Refused(error(refused));
        };
    }

    static boolean isTooManyRequests(ApiResult result) {
        return result instanceof ApiResult.Refused refused && refused.code() == TOO_MANY_REQUESTS;
    }

    /** 404 is how a token of the wrong shape is refused; an unknown method is 404 too, but says so. */
    static boolean isLockedOut(ApiResult.Refused refused) {
        return refused.code() == 401 || (refused.code() == 404 && !says(refused, "method"));
    }

    /** Whether the refusal says this, in whatever case. */
    static boolean says(ApiResult.Refused refused, String lowerCasePart) {
        return refused.description().toLowerCase(Locale.ROOT).contains(lowerCasePart);
    }

    /** Whether the file may still be sent as a document. */
    static boolean isNoPhoto(ApiResult result) {
        return result instanceof ApiResult.Refused refused && NO_PHOTO.stream().anyMatch(part -> says(refused, part));
    }

    static PlatformError error(ApiResult.Refused refused) {
        return PlatformError.of(refused.description(), Integer.toString(refused.code()));
    }

    private static SendOutcome ofRefusedSend(ApiResult.Refused refused, SendOutcome.Scope scope) {
        if (isPassing(refused)) {
            return new SendOutcome.RetryLater(refused.retryAfter(), scope, error(refused));
        }
        if (isLockedOut(refused)) {
            return new SendOutcome.Disconnected(error(refused));
        }
        return refused.code() >= 500
                ? new SendOutcome.Unknown(error(refused))
                : new SendOutcome.Rejected(error(refused));
    }

    /** A proxy's 4xx never reached the Bot API; anything else may have. */
    private static SendOutcome ofForeignSend(ApiResult.Foreign foreign) {
        if (foreign.status() == TOO_LARGE) {
            return new SendOutcome.Rejected(PlatformError.of("Request Entity Too Large", "413"));
        }
        return foreign.status() >= 400 && foreign.status() < 500
                ? new SendOutcome.RetryLater(null, SendOutcome.Scope.PROFILE, stranger(foreign))
                : new SendOutcome.Unknown(stranger(foreign));
    }

    private static boolean isPassing(ApiResult.Refused refused) {
        return refused.code() == TOO_MANY_REQUESTS || refused.code() == CONFLICT;
    }

    private static PlatformError unreachable(ApiResult.NeverMade never) {
        return PlatformError.of("Telegram could not be reached").withNote(never.reason());
    }

    private static PlatformError silent(ApiResult.NoAnswer none) {
        return PlatformError.of("Telegram did not answer").withNote(none.reason());
    }

    private static PlatformError stranger(ApiResult.Foreign foreign) {
        return PlatformError.of("Not an answer of the Bot API", Integer.toString(foreign.status()));
    }
}
