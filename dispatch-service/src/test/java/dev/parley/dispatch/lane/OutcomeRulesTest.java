package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.lane.Settlement.AskLater;
import dev.parley.dispatch.lane.Settlement.Failed;
import dev.parley.dispatch.lane.Settlement.Published;
import dev.parley.dispatch.lane.Settlement.Returned;
import dev.parley.dispatch.lane.Settlement.TryAgain;
import dev.parley.dispatch.retry.RetryConfig;
import dev.parley.dispatch.retry.RetrySchedule;
import dev.parley.dispatch.throttle.RateConfig;
import dev.parley.dispatch.throttle.Rates;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SendOutcome.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomeRulesTest {
    private static final PlatformError ERROR = PlatformError.of("Slow down", "9");
    private static final PlatformError DOUBTFUL = ERROR.withNote(OutcomeRules.UNKNOWN_NOTE);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(499);
    /** Calls after which the schedule has no further one. */
    private static final int ALL = 7;

    private final OutcomeRules rules = new OutcomeRules(
            new RetrySchedule(Given.config(RetryConfig.class, Map.of("parley.dispatch.retry.jitter", "0"))),
            new Rates(Given.config(RateConfig.class, Map.of())),
            Given.config(LaneConfig.class, Map.of()));
    private final Given given = new Given();

    @Test
    void aSettlementIsOfItsLeaseMessageAndStep() {
        Settlement settlement = rules.settle(given.on(Given.SILENT), new SendOutcome.Rejected(ERROR));

        assertThat(settlement.lease()).isEqualTo(Given.LEASE);
        assertThat(settlement.message()).isEqualTo(given.head().id());
        assertThat(settlement.traceparent()).isEqualTo("00-trace");
    }

    @Test
    void whatWasSentIsPublishedAndItsChatStaysQuietForAWhile() {
        SendOutcome.Sent sent = SendOutcome.Sent.of("m1", Given.CALLED);

        Settlement settlement = rules.settle(given.on(Given.SILENT), sent);

        assertThat(settlement.change()).isEqualTo(new Published(sent));
        assertThat(settlement.quiet()).isEqualTo(QUIET);
    }

    @Test
    void whatWasNotSentIsTriedAgainAfterTheWaitOfItsAttempt() {
        assertThat(later(null, Scope.CHAT).change()).isEqualTo(new TryAgain(FIRST_WAIT, ERROR, false));
        given.attempts = 1;
        assertThat(later(null, Scope.CHAT).change()).isEqualTo(new TryAgain(Duration.ofSeconds(30), ERROR, false));
        assertThat(later(null, Scope.CHAT).quiet()).isZero();
    }

    @Test
    void anOpenCallIsCountedAlready() {
        given.attempts = 1;
        given.calledAt = Given.CALLED;

        assertThat(later(null, Scope.CHAT).change()).isEqualTo(new TryAgain(FIRST_WAIT, ERROR, false));
    }

    @Test
    void aWaitThatTheNetworkAsksOfAChatIsKeptByTheWholeChat() {
        Duration asked = Duration.ofSeconds(77);

        assertThat(later(asked, Scope.CHAT).change()).isEqualTo(new TryAgain(asked, ERROR, false));
        assertThat(later(asked, Scope.CHAT).quiet()).isEqualTo(asked);
        assertThat(later(asked, Scope.PROFILE).change()).isEqualTo(new TryAgain(asked, ERROR, false));
        assertThat(later(asked, Scope.PROFILE).quiet()).isZero();
    }

    @Test
    void afterTheLastAttemptASendHasFailed() {
        given.attempts = ALL;

        assertThat(later(null, Scope.CHAT).change()).isEqualTo(new Failed(ERROR, false));
    }

    @Test
    void aDoubtAboutAnEarlierPrivateReplyOutlastsLaterFailures() {
        given.privateReply = true;
        given.outcomeUnknown = true;
        SendOutcome outcome = new SendOutcome.RetryLater(null, Scope.CHAT, ERROR);

        assertThat(rules.settle(given.on(Given.REPLYING), outcome).change())
                .isEqualTo(new TryAgain(FIRST_WAIT, ERROR, true));
        given.attempts = ALL;
        assertThat(rules.settle(given.on(Given.REPLYING), outcome).change()).isEqualTo(new Failed(DOUBTFUL, true));
    }

    @Test
    void aRefusedSendFails() {
        assertThat(rejected(Given.SILENT, ERROR)).isEqualTo(new Failed(ERROR, false));
        assertThat(rejected(Given.REPLYING, Given.ALREADY)).isEqualTo(new Failed(Given.ALREADY, false));
    }

    @Test
    void aRefusalProvesAnEarlierPrivateReplyOnlyWhereOneWasInDoubt() {
        given.privateReply = true;
        assertThat(rejected(Given.REPLYING, Given.ALREADY)).isEqualTo(new Failed(Given.ALREADY, false));
        given.outcomeUnknown = true;
        assertThat(rejected(Given.REPLYING, Given.ALREADY)).isEqualTo(new Published(null));
        assertThat(rejected(Given.REPLYING, ERROR)).isEqualTo(new Failed(DOUBTFUL, true));
        assertThat(rejected(Given.ASKABLE, Given.ALREADY)).isEqualTo(new Failed(Given.ALREADY, false));
    }

    @Test
    void aRefusalOfAnotherSendProvesNothing() {
        given.outcomeUnknown = true;

        assertThat(rejected(Given.REPLYING, Given.ALREADY)).isEqualTo(new Failed(Given.ALREADY, false));
    }

    @Test
    void lostAccessTakesTheAttemptBackAndRestsTheLane() {
        Settlement settlement = rules.settle(given.on(Given.SILENT), new SendOutcome.Disconnected(ERROR));

        assertThat(settlement.change()).isEqualTo(new Returned());
        assertThat(settlement.rest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whoCanBeAskedIsAskedOnceItHasSettled() {
        assertThat(unknown(Given.ASKABLE)).isEqualTo(new AskLater(Given.SETTLING, ERROR));
        given.callAge = Duration.ofSeconds(10);
        assertThat(rules.abandoned(given.on(Given.ASKABLE)).change())
                .isEqualTo(new AskLater(Duration.ofSeconds(20), OutcomeRules.NO_ANSWER));
        given.callAge = Duration.ofSeconds(31);
        assertThat(rules.abandoned(given.on(Given.ASKABLE)).change())
                .isEqualTo(new AskLater(Duration.ZERO, OutcomeRules.NO_ANSWER));
    }

    @Test
    void whoCannotBeAskedIsNotSentToAgainUnlessTheCustomerWantsThat() {
        assertThat(unknown(Given.SILENT)).isEqualTo(new Failed(DOUBTFUL, true));
        assertThat(rules.abandoned(given.on(Given.SILENT)).change())
                .isEqualTo(new Failed(OutcomeRules.NO_ANSWER.withNote(OutcomeRules.UNKNOWN_NOTE), true));

        given.resendsUnknown = true;
        assertThat(unknown(Given.SILENT)).isInstanceOfSatisfying(TryAgain.class, again -> {
            assertThat(again.after()).isEqualTo(FIRST_WAIT);
            assertThat(again.error().message()).isEqualTo(ERROR.message());
            assertThat(again.error().note()).contains("ask to send again");
            assertThat(again.inDoubt()).isFalse();
        });
    }

    @Test
    void aPrivateReplyIsRepeatedBecauseThePlatformTakesNoSecond() {
        given.privateReply = true;

        assertThat(unknown(Given.REPLYING)).isEqualTo(new TryAgain(FIRST_WAIT, ERROR, true));
        assertThat(unknown(Given.SILENT)).isEqualTo(new Failed(DOUBTFUL, true));
    }

    @Test
    void whatThePlatformFindsIsPublishedUnderItsId() {
        Settlement settlement = asked(new Found.There("m1", Given.CALLED));

        assertThat(settlement.change()).isEqualTo(new Published(SendOutcome.Sent.of("m1", Given.CALLED)));
        assertThat(settlement.quiet()).isEqualTo(QUIET);
    }

    @Test
    void whatIsNotThereIsSentAgain() {
        given.privateReply = true;
        given.attempts = 1;
        given.calledAt = Given.CALLED;
        assertThat(asked(new Found.NotThere()).change())
                .isEqualTo(new TryAgain(FIRST_WAIT, OutcomeRules.NO_ANSWER, false));
        assertThat(rules.asked(given.on(Given.REPLYING), probe(), new Found.NotThere())
                        .change())
                .isEqualTo(new TryAgain(FIRST_WAIT, OutcomeRules.NO_ANSWER, true));
    }

    @Test
    void anAnswerThatSaidNothingOfTheSendIsStillShownAsTheAnswerItWas() {
        given.attempts = 1;
        given.calledAt = Given.CALLED;
        given.outcomeUnknown = true;
        given.lastError = ERROR;

        assertThat(asked(new Found.NotThere()).change()).isEqualTo(new TryAgain(FIRST_WAIT, ERROR, false));
        assertThat(askedAt(Duration.ofMinutes(10).plusMillis(1))).isEqualTo(new Failed(DOUBTFUL, true));
    }

    @Test
    void aPlatformThatCannotTellIsAskedAgainWithGrowingWaits() {
        assertThat(askedAt(Duration.ofSeconds(10))).isEqualTo(new AskLater(Given.SETTLING, null));
        assertThat(askedAt(Duration.ofSeconds(40))).isEqualTo(new AskLater(Duration.ofSeconds(40), null));
        assertThat(askedAt(Duration.ofMinutes(10))).isEqualTo(new AskLater(Duration.ofMinutes(10), null));
        assertThat(askedAt(Duration.ofMinutes(10).plusMillis(1)))
                .isEqualTo(new Failed(OutcomeRules.NO_ANSWER.withNote(OutcomeRules.UNKNOWN_NOTE), true));
    }

    @Test
    void anAttemptIsTheSameUnderARenewedLeaseOrOnAnotherStep() {
        OutcomeRules.Attempt attempt = given.on(Given.SILENT);
        Lease renewed = new Lease(Given.LEASE.chat(), Given.LEASE.profile(), new UUID(1, 2), 3);

        assertThat(attempt.under(renewed))
                .isEqualTo(new OutcomeRules.Attempt(renewed, attempt.head(), attempt.profile(), attempt.platform()));
        assertThat(attempt.tracedBy("00-other").head().traceparent()).isEqualTo("00-other");
        assertThat(attempt.tracedBy("00-trace")).isEqualTo(attempt);
    }

    private Settlement later(@Nullable Duration asked, Scope scope) {
        return rules.settle(given.on(Given.SILENT), new SendOutcome.RetryLater(asked, scope, ERROR));
    }

    private Settlement.Change rejected(Platform platform, PlatformError error) {
        return rules.settle(given.on(platform), new SendOutcome.Rejected(error)).change();
    }

    private Settlement.Change unknown(Platform platform) {
        return rules.settle(given.on(platform), new SendOutcome.Unknown(ERROR)).change();
    }

    private Settlement asked(Found found) {
        return rules.asked(given.on(Given.ASKABLE), probe(), found);
    }

    private Settlement.Change askedAt(Duration age) {
        given.callAge = age;
        return asked(new Found.CannotTell("busy")).change();
    }

    private static OutcomeProbe probe() {
        return (OutcomeProbe) Given.ASKABLE;
    }
}
