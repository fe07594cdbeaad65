package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Moment;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns what happens into updates, each in the queue Telegram puts it in, and sets them going. */
@ApplicationScoped
class Updates {

    private static final int REMEMBERED = 5_000;

    private final Deliverer deliverer;
    private final Tuning tuning;
    private final Map<String, Update> remembered = new LinkedHashMap<>();

    Updates(Deliverer deliverer, Tuning tuning) {
        this.deliverer = deliverer;
        this.tuning = tuning;
    }

    /** {@code message} or {@code edited_message}, which share their chat's queue. */
    Optional<Update> message(Bot bot, TelegramUser user, TelegramMessage message) {
        String kind = message.editDate() > 0 ? "edited_message" : "message";
        return post(bot, kind, "chat:" + user.id(), message.toJson(user.asSender(), user.asChat()));
    }

    Optional<Update> callback(Bot bot, TelegramUser user, JsonObject callbackQuery) {
        return post(bot, "callback_query", "callback:" + user.id(), callbackQuery);
    }

    /** {@code my_chat_member}: the person blocked or unblocked the bot. */
    Optional<Update> membership(Bot bot, TelegramUser user, boolean blocked) {
        JsonObject member = new JsonObject().put("user", bot.asSender()).put("status", "member");
        JsonObject kicked = new JsonObject()
                .put("user", bot.asSender())
                .put("status", "kicked")
                .put("until_date", 0);
        JsonObject change = new JsonObject()
                .put("chat", user.asChat())
                .put("from", user.asSender())
                .put("date", Moment.instant().getEpochSecond())
                .put("old_chat_member", blocked ? member : kicked)
                .put("new_chat_member", blocked ? kicked : member);
        return post(bot, "my_chat_member", "member:" + user.id(), change);
    }

    /** Any update at all, in the queue its content points to. */
    Optional<Update> raw(Bot bot, String kind, JsonObject content) {
        return post(bot, kind, queueOf(kind, content), content);
    }

    /** Delivers an update of the past again, the latest one when no id is given. */
    Optional<Update> again(Bot bot, Optional<Long> updateId) {
        Optional<Update> update;
        synchronized (remembered) {
            update = updateId.isPresent()
                    ? Optional.ofNullable(remembered.get(key(bot, updateId.get())))
                    : latestOf(bot);
        }
        update.ifPresent(known -> {
            synchronized (bot) {
                bot.updates().enqueue(known);
            }
            deliverer.pump(bot);
        });
        return update;
    }

    void clear() {
        synchronized (remembered) {
            remembered.clear();
        }
    }

    private Optional<Update> post(Bot bot, String kind, String queue, JsonObject content) {
        long expiresAt = Moment.millis() + tuning.clock().lifeOf(kind);
        Optional<Update> update;
        synchronized (bot) {
            update = bot.updates().offer(kind, queue, content, expiresAt);
        }
        update.ifPresent(posted -> remember(bot, posted));
        deliverer.pump(bot);
        return update;
    }

    private void remember(Bot bot, Update update) {
        synchronized (remembered) {
            remembered.put(key(bot, update.id()), update);
            if (remembered.size() > REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
    }

    private Optional<Update> latestOf(Bot bot) {
        String prefix = bot.id() + "/";
        return remembered.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .reduce((earlier, later) -> later);
    }

    private static String key(Bot bot, long updateId) {
        return bot.id() + "/" + updateId;
    }

    private static String queueOf(String kind, JsonObject content) {
        Object chat = content.getValue("chat") instanceof JsonObject object ? object.getValue("id") : null;
        Object from = content.getValue("from") instanceof JsonObject object ? object.getValue("id") : null;
        return switch (kind) {
            case "message", "edited_message" -> "chat:" + chat;
            case "callback_query" -> "callback:" + from;
            case "my_chat_member" -> "member:" + chat;
            default -> kind + ":" + chat;
        };
    }
}
