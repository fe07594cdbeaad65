package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bot with its chats, webhook and updates. Whoever touches its state holds its monitor. */
final class Bot {

    private static final int REMEMBERED_CALLBACKS = 2_000;

    private final long id;
    private final String account;
    private final String token;
    private final String firstName;
    private final String username;
    private final Map<Long, TelegramChat> chats = new HashMap<>();
    private final Map<String, Callback> callbacks = new LinkedHashMap<>();
    private final Pace pace = new Pace();
    private final Pace webhookPace = new Pace();
    private final UpdateQueues updates;
    private @Nullable SendLimits limits;
    private final int firstMessages;
    private boolean revoked;

    /** @param firstMessages the id after which the messages of every chat are numbered */
    Bot(long id, String token, String firstName, String username, UpdateQueues updates, int firstMessages) {
        this.id = id;
        this.account = Long.toString(id);
        this.token = token;
        this.firstName = firstName;
        this.username = username;
        this.updates = updates;
        this.firstMessages = firstMessages;
    }

    long id() {
        return id;
    }

    /** The platform account id, as the control API names it. */
    String account() {
        return account;
    }

    String token() {
        return token;
    }

    boolean isRevoked() {
        return revoked;
    }

    void setRevoked(boolean revoked) {
        this.revoked = revoked;
    }

    UpdateQueues updates() {
        return updates;
    }

    Pace pace() {
        return pace;
    }

    Pace webhookPace() {
        return webhookPace;
    }

    SendLimits limitsOr(SendLimits everyBots) {
        return limits == null ? everyBots : limits;
    }

    void setLimits(SendLimits limits) {
        this.limits = limits;
    }

    TelegramChat chat(long userId) {
        return chats.computeIfAbsent(userId, id -> new TelegramChat(id, firstMessages));
    }

    /** The highest id of a message in any of its chats. */
    int lastMessageId() {
        return chats.values().stream()
                .mapToInt(TelegramChat::lastMessageId)
                .max()
                .orElse(firstMessages);
    }

    Optional<TelegramChat> knownChat(long userId) {
        return Optional.ofNullable(chats.get(userId));
    }

    void remember(Callback callback) {
        callbacks.put(callback.id(), callback);
        if (callbacks.size() > REMEMBERED_CALLBACKS) {
            callbacks.remove(callbacks.keySet().iterator().next());
        }
    }

    Optional<Callback> callback(String callbackId) {
        return Optional.ofNullable(callbacks.get(callbackId));
    }

    /** The bot as sender of a message. */
    JsonObject asSender() {
        return new JsonObject()
                .put("id", id)
                .put("is_bot", true)
                .put("first_name", firstName)
                .put("username", username);
    }

    /**
     * A tapped button waiting for its acknowledgement.
     *
     * @param at epoch milliseconds
     */
    record Callback(String id, long userId, long at) {}
}
