package dev.parley.fuzz;

import java.util.Locale;
import java.util.Map;

/**
 * What came back.
 *
 * @param status {@link #SILENCE} when nothing came in time, {@link #HUNG_UP} when the connection was closed instead
 * @param headers by their names in lower case
 */
record Answer(int status, Map<String, String> headers, String body) {
    static final int SILENCE = 0;
    static final int HUNG_UP = -1;

    static Answer silence() {
        return new Answer(SILENCE, Map.of(), "");
    }

    static Answer hungUp() {
        return new Answer(HUNG_UP, Map.of(), "");
    }

    String contentType() {
        return headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    }

    boolean isAnswer() {
        return status > 0;
    }

    boolean isSuccess() {
        return status >= 200 && status < 400;
    }
}
