package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SendOutcome.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphOutcomesTest {
    private static final Duration REGAIN = Duration.ofMinutes(19);
    private static final JsonNode SENT = Json.object().put("message_id", "m1").put("recipient_id", "anna");
    private static final GraphAnswer NEVER = new GraphAnswer.NeverMade("refused");
    private static final GraphAnswer SILENCE = new GraphAnswer.NoAnswer("late");

    @Test
    void aSendIsDoneWhenItsMessageIsNamed() {
        Instant before = Instant.now();

        SendOutcome.Sent sent = (SendOutcome.Sent) GraphOutcomes.ofSend(new GraphAnswer.Done(SENT), false);

        assertThat(sent.externalId()).isEqualTo("m1");
        assertThat(sent.participantId()).isNull();
        assertThat(sent.at()).isBetween(before, Instant.now());
    }

    @Test
    void onlyAPrivateReplyTeachesWhoTheParticipantIs() {
        assertThat(GraphOutcomes.ofSend(new GraphAnswer.Done(SENT), true))
                .isInstanceOfSatisfying(
                        SendOutcome.Sent.class,
                        sent -> assertThat(sent.participantId()).isEqualTo("anna"));
        assertThat(GraphOutcomes.ofSend(new GraphAnswer.Done(Json.object().put("message_id", "m1")), true))
                .isInstanceOfSatisfying(
                        SendOutcome.Sent.class,
                        sent -> assertThat(sent.participantId()).isNull());
    }

    @Test
    void anAnswerThatNamesNoMessageSaysNothing() {
        assertThat(GraphOutcomes.ofSend(new GraphAnswer.Done(Json.object()), false))
                .isEqualTo(new SendOutcome.Unknown(PlatformError.of("Meta's answer names no message")));
    }

    @Test
    void aCallThatWasNeverMadeIsRepeatedAndSilenceIsNot() {
        PlatformError unreached = PlatformError.of("Meta could not be reached").withNote("refused");
        PlatformError silent = PlatformError.of("Meta did not answer").withNote("late");

        assertThat(GraphOutcomes.ofSend(NEVER, false))
                .isEqualTo(new SendOutcome.RetryLater(null, Scope.CHAT, unreached));
        assertThat(GraphOutcomes.ofSend(SILENCE, false)).isEqualTo(new SendOutcome.Unknown(silent));
        assertThat(GraphOutcomes.ofAction(SILENCE)).isEqualTo(ActionOutcome.Unavailable.perhapsDone(null, silent));
        assertThat(GraphOutcomes.ofAction(NEVER)).isInstanceOf(ActionOutcome.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {551, 100, 10900, 10, 2018300})
    void aRefusalForGoodIsARejection(int code) {
        GraphError error = error(400, code);

        assertThat(GraphOutcomes.ofSend(new GraphAnswer.Refused(error), false))
                .isEqualTo(new SendOutcome.Rejected(error.toPlatformError()));
        assertThat(GraphOutcomes.ofAction(new GraphAnswer.Refused(error)))
                .isEqualTo(new ActionOutcome.Refused(error.toPlatformError()));
    }

    @Test
    void aLostTokenDisconnects() {
        GraphError error = error(400, 190);

        assertThat(GraphOutcomes.ofSend(new GraphAnswer.Refused(error), false))
                .isEqualTo(new SendOutcome.Disconnected(error.toPlatformError()));
        assertThat(GraphOutcomes.ofAction(new GraphAnswer.Refused(error)))
                .isEqualTo(new ActionOutcome.Disconnected(error.toPlatformError()));
    }

    @Test
    void limitsHoldUpTheAccountAndTroubleTheChat() {
        assertThat(later(error(400, 368)))
                .isEqualTo(new SendOutcome.RetryLater(
                        Duration.ofMinutes(30), Scope.PROFILE, error(400, 368).toPlatformError()));
        assertThat(later(error(400, 4)))
                .isEqualTo(new SendOutcome.RetryLater(
                        REGAIN, Scope.PROFILE, error(400, 4).toPlatformError()));
        assertThat(later(error(400, 1200)))
                .isEqualTo(new SendOutcome.RetryLater(
                        REGAIN, Scope.CHAT, error(400, 1200).toPlatformError()));
    }

    @Test
    void actionsWaitAsLongAsMetaAsks() {
        assertThat(GraphOutcomes.ofAction(new GraphAnswer.Refused(error(400, 368))))
                .isEqualTo(new ActionOutcome.Unavailable(
                        Duration.ofMinutes(30), error(400, 368).toPlatformError()));
        assertThat(GraphOutcomes.ofAction(new GraphAnswer.Refused(error(400, 2))))
                .isEqualTo(ActionOutcome.Unavailable.perhapsDone(
                        REGAIN, error(400, 2).toPlatformError()));
        for (int code : new int[] {4, 1200}) {
            assertThat(GraphOutcomes.ofAction(new GraphAnswer.Refused(error(400, code))))
                    .isEqualTo(new ActionOutcome.Unavailable(
                            REGAIN, error(400, code).toPlatformError()));
        }
        assertThat(GraphOutcomes.ofAction(new GraphAnswer.Done(SENT))).isEqualTo(new ActionOutcome.Done(SENT));
    }

    @Test
    void anAmbiguousErrorOfASendIsNoRefusal() {
        assertThat(later(error(500, 2)))
                .isEqualTo(new SendOutcome.Unknown(error(500, 2).toPlatformError()));
    }

    @Test
    void aStepBeforeTheSendIsRepeatedWhateverBecameOfIt() {
        assertThat(GraphOutcomes.ofPreparation(new GraphAnswer.Done(SENT))).isNull();
        assertThat(GraphOutcomes.ofPreparation(new GraphAnswer.Refused(error(500, 2))))
                .isEqualTo(new SendOutcome.RetryLater(
                        null, Scope.CHAT, error(500, 2).toPlatformError()));
        assertThat(GraphOutcomes.ofPreparation(new GraphAnswer.Refused(error(400, 100))))
                .isEqualTo(new SendOutcome.Rejected(error(400, 100).toPlatformError()));
        assertThat(GraphOutcomes.ofPreparation(NEVER)).isInstanceOf(SendOutcome.RetryLater.class);
        assertThat(GraphOutcomes.ofPreparation(SILENCE)).isInstanceOf(SendOutcome.RetryLater.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BAD_REQUEST", "TEMPORARY"})
    void theCustomerIsToldWhatAnErrorMeans(ErrorClass meaning) {
        assertThat(meaning.note()).isNotBlank();
    }

    @Test
    void anErrorIsReadFromWhateverOfItIsThere() {
        JsonNode whole = Json.read(
                "{\"error\":{\"code\":10,\"error_subcode\":2018278,\"is_transient\":true," + "\"message\":\"Nein\"}}");
        assertThat(GraphError.of(400, whole, REGAIN)).isEqualTo(new GraphError(400, 10, 2018278, true, "Nein", REGAIN));
        JsonNode lasting = Json.read("{\"error\":{\"code\":10,\"error_subcode\":2018278,\"message\":\"Nein\"}}");
        assertThat(GraphError.of(400, lasting, REGAIN).toPlatformError())
                .isEqualTo(new PlatformError("Nein", "10", "2018278", ErrorClass.WINDOW_CLOSED.note()));
        assertThat(GraphError.of(400, Json.read("{\"code\":7,\"error_message\":\"No\"}"), null))
                .isEqualTo(new GraphError(400, 7, 0, false, "No", null));
        assertThat(GraphError.of(502, Json.object(), null).toPlatformError().message())
                .isEqualTo("HTTP 502");
        assertThat(GraphError.of(502, Json.object(), null).toPlatformError().subcode())
                .isNull();
    }

    @Test
    void secretsAreHiddenAndShortTextsAreNone() {
        GraphError error = new GraphError(400, 1, 2, true, "token EAAG1234 of app 1234567", REGAIN);

        assertThat(error.hiding(Set.of("EAAG1234", "1234567")))
                .isEqualTo(new GraphError(400, 1, 2, true, "token … of app 1234567", REGAIN));
    }

    private static SendOutcome later(GraphError error) {
        return GraphOutcomes.ofSend(new GraphAnswer.Refused(error), false);
    }

    private static GraphError error(int status, int code) {
        return new GraphError(status, code, 0, false, "Nein", REGAIN);
    }
}
