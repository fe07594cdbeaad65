package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SendOutcome.Scope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every class of refusal that Telegram is known for. */
class TelegramErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|Forbidden: bot was blocked by the user",
                "403|Forbidden: user is deactivated",
                "403|Forbidden: bot can't initiate conversation with a user",
                "403|Forbidden: bot can't send messages to bots",
                "400|Bad Request: chat not found",
                "400|Bad Request: message text is empty",
                "400|Bad Request: message is too long",
                "400|Bad Request: MESSAGE_TOO_LONG",
                "400|Bad Request: message caption is too long",
                "400|Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 4",
                "400|Bad Request: BUTTON_DATA_INVALID",
                "400|Bad Request: reply markup is too long",
                "400|Bad Request: can't parse reply keyboard markup JSON object",
                "400|Bad Request: message to edit not found",
                "400|Bad Request: message can't be edited",
                "400|Bad Request: there is no text in the message to edit",
                "400|Bad Request: message to be replied not found",
                "400|Bad Request: reply message not found",
                "400|Bad Request: wrong file identifier/HTTP URL specified",
                "400|Bad Request: IMAGE_PROCESS_FAILED",
                "400|Bad Request: PHOTO_INVALID_DIMENSIONS",
                "404|Not Found: method not found",
                "413|Request Entity Too Large"
            })
    void aRefusalForGoodKeepsTelegramsWords(int code, String description) {
        PlatformError error = PlatformError.of(description, Integer.toString(code));
        ApiResult refused = new ApiResult.Refused(code, description, null);

        assertThat(TelegramErrors.ofSend(refused, Scope.CHAT)).isEqualTo(new SendOutcome.Rejected(error));
        assertThat(TelegramErrors.ofAction(refused)).isEqualTo(new ActionOutcome.Refused(error));
    }

    @ParameterizedTest
    @CsvSource({"401,Unauthorized", "404,Not Found"})
    void aTokenThatOpensNothingDisconnects(int code, String description) {
        PlatformError error = PlatformError.of(description, Integer.toString(code));
        ApiResult refused = new ApiResult.Refused(code, description, null);

        assertThat(TelegramErrors.ofSend(refused, Scope.CHAT)).isEqualTo(new SendOutcome.Disconnected(error));
        assertThat(TelegramErrors.ofAction(refused)).isEqualTo(new ActionOutcome.Disconnected(error));
    }

    @Test
    void aFloodWaitsAsLongAsItSaysForWhomItConcerns() {
        Duration wait = Duration.ofSeconds(30);
        String description = "Too Many Requests: retry after 30";
        PlatformError error = PlatformError.of(description, "429");
        ApiResult refused = new ApiResult.Refused(429, description, wait);

        assertThat(TelegramErrors.ofSend(refused, Scope.PROFILE))
                .isEqualTo(new SendOutcome.RetryLater(wait, Scope.PROFILE, error));
        assertThat(TelegramErrors.ofAction(refused)).isEqualTo(new ActionOutcome.Unavailable(wait, error));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServerErrorMayComeAfterTheMessageWentOut(int code) {
        ApiResult refused = new ApiResult.Refused(code, "Internal Server Error", null);

        assertThat(TelegramErrors.ofSend(refused, Scope.CHAT)).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(TelegramErrors.ofSend(new ApiResult.Foreign(code), Scope.CHAT))
                .isInstanceOf(SendOutcome.Unknown.class);
        assertThat(TelegramErrors.ofAction(refused)).isInstanceOf(ActionOutcome.Unavailable.class);
    }

    @Test
    void aProxysRefusalNeitherDisconnectsNorRejects() {
        assertThat(TelegramErrors.ofSend(new ApiResult.Foreign(401), Scope.CHAT))
                .isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(TelegramErrors.ofSend(new ApiResult.Foreign(404), Scope.CHAT))
                .isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(TelegramErrors.ofAction(new ApiResult.Foreign(404))).isInstanceOf(ActionOutcome.Unavailable.class);
    }

    @Test
    void aProxyThatFindsTheUploadTooLargeWillAlwaysDo() {
        assertThat(TelegramErrors.ofSend(new ApiResult.Foreign(413), Scope.CHAT))
                .isEqualTo(new SendOutcome.Rejected(PlatformError.of("Request Entity Too Large", "413")));
    }

    @Test
    void aConflictIsPassing() {
        PlatformError error = PlatformError.of("Conflict: terminated by other request", "409");
        ApiResult refused = new ApiResult.Refused(409, "Conflict: terminated by other request", null);

        assertThat(TelegramErrors.ofSend(refused, Scope.CHAT))
                .isEqualTo(new SendOutcome.RetryLater(null, Scope.CHAT, error));
        assertThat(TelegramErrors.ofAction(refused)).isEqualTo(new ActionOutcome.Unavailable(null, error));
        assertThat(TelegramErrors.isTooManyRequests(refused)).isFalse();
        assertThat(TelegramErrors.isTooManyRequests(new ApiResult.Refused(429, "", null)))
                .isTrue();
        assertThat(TelegramErrors.isTooManyRequests(new ApiResult.Foreign(429))).isFalse();
    }

    @Test
    void aCallThatWasNeverMadeIsRepeatedAndSilenceIsNot() {
        PlatformError unreached =
                PlatformError.of("Telegram could not be reached").withNote("refused");
        PlatformError silent = PlatformError.of("Telegram did not answer").withNote("late");

        assertThat(TelegramErrors.ofSend(new ApiResult.NeverMade("refused"), Scope.CHAT))
                .isEqualTo(new SendOutcome.RetryLater(null, Scope.PROFILE, unreached));
        assertThat(TelegramErrors.ofSend(new ApiResult.NoAnswer("late"), Scope.CHAT))
                .isEqualTo(new SendOutcome.Unknown(silent));
        assertThat(TelegramErrors.ofAction(new ApiResult.NeverMade("refused")))
                .isEqualTo(new ActionOutcome.Unavailable(null, unreached));
        assertThat(TelegramErrors.ofAction(new ApiResult.NoAnswer("late")))
                .isEqualTo(ActionOutcome.Unavailable.perhapsDone(null, silent));
    }

    @Test
    void anAnswerWithoutAMessageSaysNothingOfASend() {
        ApiResult ok = new ApiResult.Ok(NullNode.getInstance());

        assertThat(TelegramErrors.ofSend(ok, Scope.CHAT)).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(TelegramErrors.ofAction(ok)).isEqualTo(ActionOutcome.Done.plain());
    }

    @ParameterizedTest
    @CsvSource({"399,false", "400,true", "499,true", "500,false", "302,false"})
    void onlyAProxysRefusalNeverReachedTelegram(int status, boolean refused) {
        PlatformError error = PlatformError.of("Not an answer of the Bot API", Integer.toString(status));

        assertThat(TelegramErrors.ofSend(new ApiResult.Foreign(status), Scope.CHAT))
                .isEqualTo(
                        refused
                                ? new SendOutcome.RetryLater(null, Scope.PROFILE, error)
                                : new SendOutcome.Unknown(error));
    }
}
