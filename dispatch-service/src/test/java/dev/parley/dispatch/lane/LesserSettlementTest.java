package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.lane.Settlement.AskLater;
import dev.parley.dispatch.lane.Settlement.Change;
import dev.parley.dispatch.lane.Settlement.Failed;
import dev.parley.dispatch.lane.Settlement.NotCalled;
import dev.parley.dispatch.lane.Settlement.Published;
import dev.parley.dispatch.lane.Settlement.Returned;
import dev.parley.dispatch.lane.Settlement.TryAgain;
import dev.parley.dispatch.lane.Settlement.Untouched;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import io.vertx.core.json.DecodeException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each settlement in place of a refused one asks less of the database, and the row of them ends. */
class LesserSettlementTest {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final PlatformError ERROR = PlatformError.of("Slow down");
    private static final PlatformError NOT_STORED = PlatformError.of(RefusedSettlement.NOT_STORED);
    private static final SendOutcome.Sent SENT = SendOutcome.Sent.of("m1", Given.CALLED);

    @Test
    void whatCameTooEarlyForTheMessageIsLeftOutFirst() {
        Settlement refused = settlement(new Published(SENT));

        assertThat(RefusedSettlement.instead(refused)).contains(refused.onItsOwn());
    }

    @Test
    void thenThePlatformsIdIsLeftOut() {
        Settlement refused = settlement(new Published(SENT)).onItsOwn();

        assertThat(RefusedSettlement.instead(refused)).contains(refused.changedTo(new Published(null)));
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(new Published(null), true),
                Arguments.of(new AskLater(PAUSE, null), true),
                Arguments.of(new Failed(ERROR, true), true),
                Arguments.of(new Failed(ERROR, false), false),
                Arguments.of(new TryAgain(PAUSE, ERROR, true), true),
                Arguments.of(new TryAgain(PAUSE, ERROR, false), false),
                Arguments.of(new Returned(), false),
                Arguments.of(new NotCalled(), false),
                Arguments.of(new Untouched(), false));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void atLastTheSendFailsAndSaysWhetherItMayHaveGoneThrough(Change change, boolean unknown) {
        Settlement refused = settlement(change).onItsOwn();

        Settlement instead = RefusedSettlement.instead(refused).orElseThrow();

        assertThat(instead.change())
                .isEqualTo(new Failed(unknown ? NOT_STORED.withNote(OutcomeRules.UNKNOWN_NOTE) : NOT_STORED, unknown));
        assertThat(instead.rest()).isZero();
        assertThat(instead.quiet()).isZero();
        assertThat(RefusedSettlement.instead(instead)).isEmpty();
    }

    @Test
    void aLaneAloneIsGivenBackWithoutItsPause() {
        Settlement rest = Settlement.rest(Given.LEASE, PAUSE);
        Settlement quiet = Settlement.rest(Given.LEASE, Duration.ZERO).quietFor(PAUSE);
        Settlement least = Settlement.rest(Given.LEASE, Duration.ZERO);

        assertThat(RefusedSettlement.instead(rest)).contains(least);
        assertThat(RefusedSettlement.instead(quiet)).contains(least);
        assertThat(RefusedSettlement.instead(least)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "54000", "P0001"})
    void aRefusalOfWhatASettlementSaysIsItsFault(String state) {
        assertThat(RefusedSettlement.isRefusal(new PgException("no", "ERROR", state, null)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "42P01", "0A000", "25006", "3F000", "53300"})
    void troubleThatEverySettlementWouldMeetIsNot(String state) {
        assertThat(RefusedSettlement.isRefusal(new PgException("no", "ERROR", state, null)))
                .isFalse();
    }

    @Test
    void aValueThatTheDriverCannotWriteIsItsFaultAndALostConnectionIsNot() {
        assertThat(RefusedSettlement.isRefusal(new DecodeException("no"))).isTrue();
        assertThat(RefusedSettlement.isRefusal(new IOException("reset"))).isFalse();
        assertThat(RefusedSettlement.isRefusal(new RejectedExecutionException("closing")))
                .isFalse();
        assertThat(RefusedSettlement.isRefusal(new OutOfMemoryError())).isFalse();
    }

    private static Settlement settlement(Change change) {
        return Settlement.of(Given.LEASE, new Given().head(), change)
                .restingFor(PAUSE)
                .quietFor(PAUSE);
    }
}
