package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * An item of {@code messaging} or {@code standby}: who, to whom, and one member that says what happened. Ids may be
 * numbers, members may be missing.
 */
public record MessagingItem(JsonNode json) {

    /** The item itself, or the item that a change carries as its {@code value}. */
    public static MessagingItem ofEither(JsonNode json) {
        return new MessagingItem(json.has("value") && json.has("field") ? json.path("value") : json);
    }

    public String sender() {
        return json.path("sender").path("id").asText("");
    }

    public String recipient() {
        return json.path("recipient").path("id").asText("");
    }

    /** Whether it is about a conversation at all; comments and the like are not. */
    public boolean isMessaging() {
        return json.has("sender") || json.has("recipient");
    }

    /** The member that says what happened; missing when there is none of this name. */
    public JsonNode verb(String name) {
        JsonNode verb = json.path(name);
        return verb.isObject() ? verb : MissingNode.getInstance();
    }

    public boolean has(String verb) {
        return json.path(verb).isObject();
    }

    /**
     * The other end. Which of the two is the account depends on the direction, and old echoes have them swapped, so it
     * is whoever is not the account; empty when the item does not say, or the account talks to itself. Without a sender
     * only an echo says that its recipient is the other end.
     */
    public Optional<String> participant(String account) {
        if (!sender().isEmpty() && !sender().equals(account)) {
            return Optional.of(sender());
        }
        boolean sentByAccount =
                sender().equals(account) || json.path("message").path("is_echo").asBoolean(false);
        return !sentByAccount || recipient().isEmpty() || recipient().equals(account)
                ? Optional.empty()
                : Optional.of(recipient());
    }

    /** Sent by the account: said outright, or by the sender's id. */
    public boolean isEcho(String account) {
        return json.path("message").path("is_echo").asBoolean(false) || sender().equals(account);
    }

    /** The account writing to itself, or trying its own buttons. */
    public boolean isSelf() {
        return json.path("is_self").asBoolean(false)
                || json.path("message").path("is_self").asBoolean(false);
    }

    /** The account of an item that came in without naming it: who received it, unless it is an echo. */
    String accountOfReceived() {
        return json.path("message").path("is_echo").asBoolean(false) ? sender() : recipient();
    }

    /** What must stay in order: a conversation, a comment, or whatever else by its account. */
    String lane(String account) {
        return participant(account)
                .or(() -> text(json, "comment_id"))
                .or(() -> text(json, "id"))
                .orElse("");
    }

    private static Optional<String> text(JsonNode json, String name) {
        String text = json.path(name).asText("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
