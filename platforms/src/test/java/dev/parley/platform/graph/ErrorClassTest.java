package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorClassTest {
    @ParameterizedTest
    @CsvSource({
        "400, 10, 2018278, false, WINDOW_CLOSED",
        "403, 10, 2534022, false, WINDOW_CLOSED",
        "400, 10, 2018065, false, WINDOW_CLOSED",
        "400, 551, 0, false, RECIPIENT_UNAVAILABLE",
        "400, 551, 1545041, false, RECIPIENT_UNAVAILABLE",
        "400, 200, 1545041, false, RECIPIENT_UNAVAILABLE",
        "400, 10, 2018108, false, RECIPIENT_UNAVAILABLE",
        "400, 100, 2018001, false, RECIPIENT_UNKNOWN",
        "400, 100, 2534014, false, RECIPIENT_UNKNOWN",
        "400, 100, 2534001, false, RECIPIENT_UNKNOWN",
        "400, 100, 33, false, RECIPIENT_UNKNOWN",
        "400, 100, 0, false, BAD_REQUEST",
        "400, 100, 2018109, false, BAD_REQUEST",
        "400, 100, 2534015, false, BAD_REQUEST",
        "400, 100, 2018047, false, BAD_REQUEST",
        "400, 100, 2018008, false, BAD_REQUEST",
        "400, 100, 2018074, false, BAD_REQUEST",
        "400, 100, 2018294, false, BAD_REQUEST",
        "400, 36000, 0, false, BAD_REQUEST",
        "400, 36103, 0, false, BAD_REQUEST",
        "400, 9000001, 0, false, BAD_REQUEST",
        "400, 10900, 0, false, ALREADY_REPLIED",
        "400, 100, 2534025, false, ALREADY_REPLIED",
        "400, -1, 2534023, false, ALREADY_REPLIED",
        "400, 190, 458, false, TOKEN_LOST",
        "400, 190, 460, false, TOKEN_LOST",
        "400, 190, 463, false, TOKEN_LOST",
        "400, 190, 467, false, TOKEN_LOST",
        "401, 190, 0, false, TOKEN_LOST",
        "401, 0, 0, false, TOKEN_LOST",
        "400, 10, 0, false, NOT_PERMITTED",
        "400, 3, 0, false, NOT_PERMITTED",
        "400, 200, 0, false, NOT_PERMITTED",
        "400, 200, 2534041, false, NOT_PERMITTED",
        "400, 230, 0, false, NOT_PERMITTED",
        "400, 200, 2018028, false, NOT_PERMITTED",
        "400, 100, 2534013, false, NOT_PERMITTED",
        "400, 100, 2534029, false, NOT_PERMITTED",
        "400, 10, 2018300, false, THREAD_ELSEWHERE",
        "400, 2018300, 0, false, THREAD_ELSEWHERE",
        "400, 368, 0, false, RESTRICTED",
        "400, 10, 1893063, false, RESTRICTED",
        "400, 4, 0, true, RATE",
        "400, 17, 0, false, RATE",
        "400, 32, 0, false, RATE",
        "400, 341, 0, false, RATE",
        "400, 613, 0, false, RATE",
        "400, 613, 2018338, false, RATE",
        "400, 4, 1349210, false, RATE",
        "400, 80001, 0, false, RATE",
        "400, 80014, 0, false, RATE",
        "400, 613, 2534040, false, RATE",
        "400, 80002, 0, false, RATE",
        "400, 80006, 0, false, RATE",
        "429, 0, 0, false, RATE",
        "400, 1200, 0, false, TEMPORARY",
        "400, 2, 2018344, true, TEMPORARY",
        "400, 2, 1545133, true, TEMPORARY",
        "400, 999, 0, true, TEMPORARY",
        "400, 100, 0, true, TEMPORARY",
        "400, 190, 0, true, TEMPORARY",
        "403, 10, 2018278, true, TEMPORARY",
        "400, 551, 0, true, TEMPORARY",
        "400, 368, 0, true, RESTRICTED",
        "500, 1, 0, false, AMBIGUOUS",
        "500, 1, 1357046, false, AMBIGUOUS",
        "500, 1, 99, false, AMBIGUOUS",
        "400, 2, 0, false, AMBIGUOUS",
        "500, 2, 0, true, AMBIGUOUS",
        "503, 0, 0, false, AMBIGUOUS",
        "200, 0, 0, false, AMBIGUOUS",
        "404, 0, 0, false, BAD_REQUEST",
    })
    void anErrorIsReadFromItsNumbersAlone(int status, int code, int subcode, boolean passing, ErrorClass meaning) {
        GraphError error = new GraphError(status, code, subcode, passing, "egal was hier steht", null);

        assertThat(error.meaning()).isEqualTo(meaning);
    }

    @Test
    void anErrorWithNothingButAMessageIsRead() {
        GraphError error = GraphError.of(400, Json.read("{\"error\":{\"message\":\"Nein\"}}"), null);

        assertThat(error.toPlatformError().message()).isEqualTo("Nein");
        assertThat(error.toPlatformError().code()).isNull();
    }
}
