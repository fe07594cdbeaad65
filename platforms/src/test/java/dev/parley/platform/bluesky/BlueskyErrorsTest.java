package dev.parley.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SendOutcome.Scope;
import dev.parley.platform.contract.Configs;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueskyErrorsTest {
    private static final Duration THROTTLED = Duration.ofMinutes(30);
    private static final Duration ASKED = Duration.ofSeconds(7);
    private static final PlatformError ERROR = PlatformError.of("No", "Name");

    private final BlueskyErrors errors = new BlueskyErrors(Configs.of(BlueskyConfig.class, Map.of()));

    @Test
    void anAnswerWithoutAMessageSaysNothingOfASendAndEverythingOfAnAction() {
        XrpcResult ok = new XrpcResult.Ok(Json.object().put("a", 1), null);

        assertThat(errors.ofSend(ok)).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(errors.ofAction(ok))
                .isEqualTo(new ActionOutcome.Done(Json.object().put("a", 1)));
    }

    @Test
    void aCallThatWasNeverMadeIsRepeated() {
        XrpcResult never = new XrpcResult.NeverMade("refused");
        PlatformError error = PlatformError.of("Bluesky could not be reached: refused");

        assertThat(errors.ofSend(never)).isEqualTo(new SendOutcome.RetryLater(null, Scope.PROFILE, error));
        assertThat(errors.beforeSend(never)).isEqualTo(new SendOutcome.RetryLater(null, Scope.PROFILE, error));
        assertThat(errors.ofAction(never)).isEqualTo(new ActionOutcome.Unavailable(null, error));
    }

    @Test
    void silenceIsRepeatedOnlyBeforeTheSend() {
        XrpcResult silence = new XrpcResult.NoAnswer("late");
        PlatformError error = PlatformError.of("Bluesky did not answer: late");

        assertThat(errors.ofSend(silence)).isEqualTo(new SendOutcome.Unknown(error));
        assertThat(errors.beforeSend(silence)).isEqualTo(new SendOutcome.RetryLater(null, Scope.CHAT, error));
        assertThat(errors.ofAction(silence)).isEqualTo(ActionOutcome.Unavailable.perhapsDone(null, error));
    }

    @Test
    void whoIsLockedOutIsDisconnected() {
        XrpcResult locked = new XrpcResult.LockedOut(ERROR);

        assertThat(errors.ofSend(locked)).isEqualTo(new SendOutcome.Disconnected(ERROR));
        assertThat(errors.beforeSend(locked)).isEqualTo(new SendOutcome.Disconnected(ERROR));
        assertThat(errors.ofAction(locked)).isEqualTo(new ActionOutcome.Disconnected(ERROR));
    }

    @Test
    void throttlingLastsAsLongAsItSaysAndLongWhereItSaysNothing() {
        assertThat(errors.ofSend(refused(429, "Name", ASKED)))
                .isEqualTo(new SendOutcome.RetryLater(ASKED, Scope.PROFILE, ERROR));
        assertThat(errors.ofSend(refused(429, "Name", null)))
                .isEqualTo(new SendOutcome.RetryLater(THROTTLED, Scope.PROFILE, ERROR));
        assertThat(errors.ofSend(refused(429, "Name", Duration.ZERO)))
                .isEqualTo(new SendOutcome.RetryLater(THROTTLED, Scope.PROFILE, ERROR));
        assertThat(errors.ofSend(refused(429, "Name", Duration.ofSeconds(-1))))
                .isEqualTo(new SendOutcome.RetryLater(THROTTLED, Scope.PROFILE, ERROR));
        assertThat(errors.ofSend(refused(400, "RateLimitExceeded", ASKED))).isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(errors.ofAction(refused(429, "Name", null)))
                .isEqualTo(new ActionOutcome.Unavailable(THROTTLED, ERROR));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aServerErrorSaysNothingOfASend(int status) {
        XrpcResult refused = refused(status, "Name", ASKED);

        assertThat(errors.ofSend(refused)).isEqualTo(new SendOutcome.Unknown(ERROR));
        assertThat(errors.beforeSend(refused)).isEqualTo(new SendOutcome.RetryLater(ASKED, Scope.CHAT, ERROR));
        assertThat(errors.ofAction(refused)).isEqualTo(ActionOutcome.Unavailable.perhapsDone(ASKED, ERROR));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 499})
    void aRefusalIsForGood(int status) {
        XrpcResult refused = refused(status, "Name", ASKED);

        assertThat(errors.ofSend(refused)).isEqualTo(new SendOutcome.Rejected(ERROR));
        assertThat(errors.beforeSend(refused)).isEqualTo(new SendOutcome.Rejected(ERROR));
        assertThat(errors.ofAction(refused)).isEqualTo(new ActionOutcome.Refused(ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConvoLocked",
                "ReplyTargetNotFound",
                "AccountSuspended",
                "BlockedActor",
                "BlockedSubject",
                "MessagesDisabled",
                "NotFollowedBySender",
                "RecipientNotFound"
            })
    void aDeclaredErrorIsForGoodAndNamesItselfWhereItHasNoWords(String name) {
        XrpcResult silent = new XrpcResult.Refused(400, name, "", null);
        XrpcResult worded = new XrpcResult.Refused(400, name, "in its words", null);

        assertThat(errors.ofSend(silent)).isEqualTo(new SendOutcome.Rejected(PlatformError.of(name, name)));
        assertThat(errors.ofSend(worded)).isEqualTo(new SendOutcome.Rejected(PlatformError.of("in its words", name)));
        assertThat(errors.beforeSend(worded))
                .isEqualTo(new SendOutcome.Rejected(PlatformError.of("in its words", name)));
        assertThat(BlueskyErrors.isStaleConversation(worded)).isFalse();
    }

    @Test
    void aServerErrorWithoutWordsIsAnAnswerAllTheSame() {
        XrpcResult bare = new XrpcResult.Refused(500, "", "", null);

        assertThat(errors.ofSend(bare))
                .isEqualTo(new SendOutcome.Unknown(PlatformError.of("Bluesky answered with status 500")));
        assertThat(errors.ofAction(bare))
                .isEqualTo(ActionOutcome.Unavailable.perhapsDone(
                        null, PlatformError.of("Bluesky answered with status 500")));
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidToken, Bad token method, true",
        "InvalidToken, Bad token scope, true",
        "InvalidToken, Token could not be verified, false",
        "InvalidToken, Invalid token type, false",
        "ExpiredToken, Bad token scope, false"
    })
    void aPasswordWithoutTheScopeIsToldFromATokenThatIsNoLongerGood(String name, String message, boolean lacks) {
        assertThat(BlueskyErrors.lacksScope(new XrpcResult.Refused(400, name, message, null)))
                .isEqualTo(lacks);
    }

    @Test
    void aConversationIsStaleByNameOrByTheOlderText() {
        assertThat(BlueskyErrors.isStaleConversation(refused(400, "InvalidConvo", null)))
                .isTrue();
        assertThat(BlueskyErrors.isStaleConversation(new XrpcResult.Refused(400, "", "Convo Not Found", null)))
                .isTrue();
        assertThat(BlueskyErrors.isStaleConversation(refused(400, "Name", null)))
                .isFalse();
        assertThat(BlueskyErrors.isStaleConversation(new XrpcResult.NoAnswer("late")))
                .isFalse();
    }

    private static XrpcResult.Refused refused(int status, String name, @Nullable Duration retryAfter) {
        return new XrpcResult.Refused(status, name, "No", retryAfter);
    }
}
