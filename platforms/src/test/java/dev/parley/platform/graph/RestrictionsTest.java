package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import dev.parley.platform.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictionsTest {
    private static final GraphAccess ACCESS = new GraphAccess(GraphHost.FACEBOOK, "page-token");
    private static final GraphAnswer SENT =
            new GraphAnswer.Done(Json.object().put("recipient_id", "7").put("message_id", "m_1"));

    private final Restrictions restrictions = new Restrictions();

    @ParameterizedTest
    @CsvSource({"10, 1893063", "368, 0"})
    void aRestrictionPausesTheWholeAccountForHalfAnHour(int code, int subcode) {
        GraphAnswer refused = new GraphAnswer.Refused(new GraphError(400, code, subcode, false, "Restricted", null));

        assertThat(restrictions.weigh(ACCESS, refused, GraphOutcomes.ofSend(refused, false)))
                .isInstanceOfSatisfying(SendOutcome.RetryLater.class, later -> {
                    assertThat(later.after()).isEqualTo(Duration.ofMinutes(30));
                    assertThat(later.scope()).isEqualTo(SendOutcome.Scope.PROFILE);
                });
    }

    @Test
    void eachRestrictionThatOutlastsItsPauseIsTwiceAsLongUpToFourHours() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        for (int minutes : new int[] {30, 60, 120, 240, 240}) {
            assertThat(restrictions.noted("page-token", now)).isEqualTo(Duration.ofMinutes(minutes));
            now = now.plus(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void sendsThatWereUnderWayTogetherNoticeOneRestriction() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        restrictions.noted("page-token", now);

        assertThat(restrictions.noted("page-token", now.plusSeconds(60))).isEqualTo(Duration.ofMinutes(29));
    }

    @Test
    void aSendThatGoesThroughBeginsAnew() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        restrictions.noted("page-token", now);
        restrictions.weigh(ACCESS, SENT, GraphOutcomes.ofSend(SENT, false));

        assertThat(restrictions.noted("page-token", now.plus(Duration.ofHours(1))))
                .isEqualTo(Duration.ofMinutes(30));
    }
}
