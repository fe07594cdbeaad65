package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import io.vertx.core.json.JsonObject;

/**
 * The durations of webhook delivery, all in milliseconds; tests shorten them.
 *
 * @param retryUnit the length of one second of the retry schedule and of a receiver's Retry-After
 * @param answerTimeout how long a receiver may take to answer
 * @param callbackLife how long a callback query is delivered and may be answered
 * @param updateLife how long any other update is kept
 */
record DeliveryClock(long retryUnit, long answerTimeout, long callbackLife, long updateLife) {

    static final DeliveryClock TELEGRAM = new DeliveryClock(1_000, 60_000, 150_000, 86_400_000);

    private static final int LONGEST_RETRY_AFTER = 3_600;

    DeliveryClock changed(JsonObject change) {
        DeliveryClock clock = new DeliveryClock(
                change.getLong("retry_unit_millis", retryUnit),
                change.getLong("answer_timeout_millis", answerTimeout),
                change.getLong("callback_life_millis", callbackLife),
                change.getLong("update_life_millis", updateLife));
        if (clock.retryUnit < 1 || clock.answerTimeout < 1) {
            throw ControlRefusal.badRequest("durations are at least 1 ms");
        }
        return clock;
    }

    long lifeOf(String kind) {
        return kind.equals("callback_query") ? callbackLife : updateLife;
    }

    /** At once after the first failure, then 2, 4, 8… seconds, at most a random 60 to 120. */
    long retryDelay(int failures) {
        if (failures <= 1) {
            return 0;
        }
        long cap = Moment.random(60, 121);
        return Math.min(cap, 1L << Math.min(failures - 1, 10)) * retryUnit;
    }

    /** What a receiver's Retry-After asks for, which wins over the schedule. */
    long retryAfter(long seconds) {
        return Math.clamp(seconds, 0, LONGEST_RETRY_AFTER) * retryUnit;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("retry_unit_millis", retryUnit)
                .put("answer_timeout_millis", answerTimeout)
                .put("callback_life_millis", callbackLife)
                .put("update_life_millis", updateLife);
    }
}
