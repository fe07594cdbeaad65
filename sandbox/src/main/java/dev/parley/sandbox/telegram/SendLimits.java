package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import io.vertx.core.json.JsonObject;

/**
 * How fast a bot may send before it is answered 429.
 *
 * @param chatPerSecond messages a second to one chat, 0 for no limit
 * @param chatBurst how many may go to one chat at once
 * @param botPerSecond messages a second of the whole bot, 0 for no limit
 * @param botBurst how many the bot may send at once
 * @param setWebhookPerSecond calls of setWebhook a second, 0 for no limit
 */
record SendLimits(double chatPerSecond, int chatBurst, double botPerSecond, int botBurst, double setWebhookPerSecond) {

    /** About one message a second to a chat with short bursts, thirty a second in all. */
    static final SendLimits TELEGRAM = new SendLimits(1, 3, 30, 30, 1);

    /** These limits with the given fields changed. */
    SendLimits changed(JsonObject change) {
        SendLimits limits = new SendLimits(
                change.getDouble("chat_per_second", chatPerSecond),
                change.getInteger("chat_burst", chatBurst),
                change.getDouble("bot_per_second", botPerSecond),
                change.getInteger("bot_burst", botBurst),
                change.getDouble("set_webhook_per_second", setWebhookPerSecond));
        if (limits.chatBurst < 1 || limits.botBurst < 1) {
            throw ControlRefusal.badRequest("a burst is at least 1");
        }
        return limits;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("chat_per_second", chatPerSecond)
                .put("chat_burst", chatBurst)
                .put("bot_per_second", botPerSecond)
                .put("bot_burst", botBurst)
                .put("set_webhook_per_second", setWebhookPerSecond);
    }
}
