package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

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
}
