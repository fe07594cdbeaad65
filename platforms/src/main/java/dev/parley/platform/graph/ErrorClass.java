package dev.parley.platform.graph;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an error of the Graph API means for us, whatever its text says. */
public enum ErrorClass {
    WINDOW_CLOSED("The messaging window is closed"),
    RECIPIENT_UNAVAILABLE("The participant cannot be reached, or has blocked the account"),
    RECIPIENT_UNKNOWN("There is no such participant or conversation"),
    BAD_REQUEST(null),
    ALREADY_REPLIED("The comment has been answered privately before, or cannot be"),
    TOKEN_LOST("The account must be connected again"),
    NOT_PERMITTED("The app or the account lacks a permission or setting"),
    THREAD_ELSEWHERE("Another app has taken over the conversation"),
    /** A pause is asked for, of the whole account. */
    RESTRICTED("Meta has restricted the account for a while"),
    RATE("Too many calls"),
    /** Certainly not done, and worth another try. */
    TEMPORARY(null),
    /** Perhaps done. */
    AMBIGUOUS("Meta answered with an error that does not say whether the message was delivered");

    private static final Map<Integer, ErrorClass> BY_SUBCODE = new HashMap<>();
    private static final Map<Integer, ErrorClass> BY_CODE = new HashMap<>();

    static {
        subcodes(WINDOW_CLOSED, 2018278, 2534022, 2018065);
        // Listed by Meta as "window" in one place; in practice it says that the person cannot be reached.
        subcodes(RECIPIENT_UNAVAILABLE, 1545041, 2018108);
        subcodes(RECIPIENT_UNKNOWN, 2018001, 2534014, 2534001, 2534037);
        subcodes(ALREADY_REPLIED, 2534025, 2534023);
        subcodes(NOT_PERMITTED, 2018028, 2534041, 2534013, 2534029);
        subcodes(THREAD_ELSEWHERE, 2018300);
        subcodes(RESTRICTED, 1893063);
        subcodes(RATE, 2534040, 2018338, 1349210, 1349211, 1349212);
        subcodes(TEMPORARY, 2018344, 1545133);
        subcodes(AMBIGUOUS, 1357046);

        codes(RECIPIENT_UNAVAILABLE, 551);
        codes(BAD_REQUEST, 100, 36000, 36103, 9000001);
        codes(ALREADY_REPLIED, 10900);
        codes(TOKEN_LOST, 190, 102);
        codes(NOT_PERMITTED, 3, 10);
        codes(THREAD_ELSEWHERE, 2018300);
        codes(RESTRICTED, 368);
        codes(RATE, 4, 17, 32, 341, 613);
        codes(TEMPORARY, 1200);
        codes(AMBIGUOUS, 1, 2);
    }

    private final @Nullable String note;

    ErrorClass(@Nullable String note) {
        this.note = note;
    }

    /** An error that Meta calls transient is worth another try, whatever its numbers say of it for good. */
    static ErrorClass of(GraphError error) {
        ErrorClass meaning = byNumbers(error);
        boolean waits = meaning == RATE || meaning == RESTRICTED || meaning == AMBIGUOUS;
        return error.passing() && !waits ? TEMPORARY : meaning;
    }

    private static ErrorClass byNumbers(GraphError error) {
        ErrorClass bySubcode = BY_SUBCODE.get(error.subcode());
        if (bySubcode != null) {
            return bySubcode;
        }
        if (error.code() == 100 && error.subcode() == 33) {
            return RECIPIENT_UNKNOWN;
        }
        ErrorClass byCode = BY_CODE.get(error.code());
        if (byCode != null) {
            return byCode;
        }
        return byRange(error);
    }

    /** What Parley adds to the platform's text; null for nothing. */
    public @Nullable String note() {
        return note;
    }

    private static ErrorClass byRange(GraphError error) {
        int code = error.code();
        if (code >= 80001 && code <= 80014 || error.status() == 429) {
            return RATE;
        }
        if (code >= 200 && code < 300) {
            return NOT_PERMITTED;
        }
        if (error.status() == 401) {
            return TOKEN_LOST;
        }
        if (error.status() >= 500 || error.status() < 300) {
            return AMBIGUOUS;
        }
        return BAD_REQUEST;
    }

    private static void subcodes(ErrorClass meaning, int... subcodes) {
        for (int subcode : subcodes) {
            BY_SUBCODE.put(subcode, meaning);
        }
    }

    private static void codes(ErrorClass meaning, int... codes) {
        for (int code : codes) {
            BY_CODE.put(code, meaning);
        }
    }
}
