package dev.parley.sandbox.graph;

import dev.parley.sandbox.Moment;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns what happens into webhook items, for those who subscribed to them. */
@ApplicationScoped
class Happenings {
    private final GraphWorld world;
    private final GraphHookSender courier;
    private final GraphSettings settings;

    Happenings(GraphWorld world, GraphHookSender courier, GraphSettings settings) {
        this.world = world;
        this.courier = courier;
        this.settings = settings;
    }

    /** The person did something. */
    Uni<Void> told(GraphAccount account, String field, String person, String verb, JsonObject what) {
        return deliver(account, field, item(person, account.id(), verb, what));
    }

    /** The account sent something, through this app or not. */
    Uni<Void> echo(GraphAccount account, String person, String mid, JsonObject message) {
        JsonObject what = new JsonObject().put("mid", mid).put("is_echo", true);
        for (String name : new String[] {"text", "metadata"}) {
            if (message.containsKey(name)) {
                what.put(name, message.getValue(name));
            }
        }
        if (message.containsKey("metadata") && account.network() == GraphNetwork.MESSENGER) {
            what.put("app_id", Long.parseLong(settings.appId()));
        }
        if (message.containsKey("attachment")) {
            what.put("attachments", new JsonArray().add(message.getJsonObject("attachment")));
        }
        return deliver(account, account.network().echoField(), item(account.id(), person, "message", what));
    }

    /** A change of a post or comment. */
    Uni<Void> changed(GraphAccount account, String field, JsonObject value) {
        if (!world.isSubscribed(account, account.network() == GraphNetwork.MESSENGER ? field : "comments")) {
            return Uni.createFrom().voidItem();
        }
        return courier.send(
                account, "changes", new JsonObject().put("field", field).put("value", value));
    }

    private Uni<Void> deliver(GraphAccount account, String field, JsonObject item) {
        return world.isSubscribed(account, field)
                ? courier.send(account, "messaging", item)
                : Uni.createFrom().voidItem();
    }

    private static JsonObject item(String from, String to, String verb, JsonObject what) {
        return new JsonObject()
                .put("sender", new JsonObject().put("id", from))
                .put("recipient", new JsonObject().put("id", to))
                .put("timestamp", Moment.millis())
                .put(verb, what);
    }
}
