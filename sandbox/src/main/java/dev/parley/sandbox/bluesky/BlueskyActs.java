package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Participant;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What only Bluesky knows, as acts of the control API. Most take {@code account} and {@code participant}. */
@ApplicationScoped
class BlueskyActs {
    private final World world;
    private final Logins logins;
    private final Quirks quirks;
    private final Map<String, Function<JsonObject, JsonObject>> acts = new TreeMap<>();

    BlueskyActs(World world, Logins logins, Quirks quirks, PollTimes polls) {
        this.world = world;
        this.logins = logins;
        this.quirks = quirks;
        acts.put("own-message", this::ownMessage);
        acts.put("read", this::read);
        acts.put("delete", this::delete);
        acts.put("mute", body -> mute(body, true));
        acts.put("unmute", body -> mute(body, false));
        acts.put("group-message", this::groupMessage);
        acts.put("unknown-entry", this::unknownEntry);
        acts.put("request", this::request);
        acts.put("forget-convo", this::forgetConvo);
        acts.put("accept-messages", this::acceptMessages);
        acts.put("block", this::block);
        acts.put("expire-session", this::expireSession);
        acts.put("revoke", this::revoke);
        acts.put("login-limit", this::loginLimit);
        acts.put("logins", this::logins);
        acts.put("quirks", this::quirks);
        acts.put("polls", body -> polls.all());
    }

    JsonObject play(String act, JsonObject body) {
        Function<JsonObject, JsonObject> play = acts.get(act);
        if (play == null) {
            throw ControlRefusal.notFound("there is no act " + act + "; there are " + acts.keySet());
        }
        return play.apply(body);
    }

    private Actor account(JsonObject body) {
        String did = body.getString("account");
        if (did == null) {
            throw ControlRefusal.badRequest("account is required");
        }
        return world.known(did);
    }

    private Actor participant(JsonObject body) {
        return world.meet(Participant.from(body.getValue("participant")));
    }

    private Convo convo(JsonObject body) {
        return world.between(participant(body), account(body));
    }

    /** The account's owner writes in Bluesky's own app. */
    private JsonObject ownMessage(JsonObject body) {
        Actor owner = account(body);
        return new JsonObject()
                .put("external_id", world.write(convo(body), owner, body.getString("text", "hello"), null).id);
    }

    private JsonObject read(JsonObject body) {
        world.read(participant(body), convo(body));
        return new JsonObject();
    }

    /** The account's owner deletes a message for themselves: {@code external_id}, else the newest. */
    private JsonObject delete(JsonObject body) {
        Convo convo = convo(body);
        ChatMessage message = convo.messages.reversed().stream()
                .filter(candidate -> body.getString("external_id", candidate.id).equals(candidate.id))
                .findFirst()
                .orElseThrow(() -> ControlRefusal.conflict("there is no such message"));
        world.delete(account(body), convo, message);
        return new JsonObject().put("external_id", message.id);
    }

    private JsonObject mute(JsonObject body, boolean muted) {
        world.mute(account(body), convo(body), muted);
        return new JsonObject();
    }

    private JsonObject groupMessage(JsonObject body) {
        Actor third = world.meet(new Participant("did:plc:third222222222222222222", null, "third.test"));
        Actor writer = participant(body);
        Convo group = world.begin(List.of(account(body), writer, third), true);
        return new JsonObject()
                .put("external_id", world.write(group, writer, body.getString("text", "hi all"), null).id);
    }

    private JsonObject unknownEntry(JsonObject body) {
        world.note(account(body), body.getString("type", "logSomethingNew"), null, null);
        return new JsonObject();
    }

    /** The conversation is a request on the account's side until it is accepted. */
    private JsonObject request(JsonObject body) {
        convo(body).requestFor.add(account(body).did);
        return new JsonObject();
    }

    private JsonObject forgetConvo(JsonObject body) {
        world.forget(convo(body));
        return new JsonObject();
    }

    private JsonObject acceptMessages(JsonObject body) {
        participant(body).acceptsMessages = body.getBoolean("value", true);
        return new JsonObject();
    }

    private JsonObject block(JsonObject body) {
        participant(body).blocked = body.getBoolean("value", true);
        return new JsonObject();
    }

    private JsonObject expireSession(JsonObject body) {
        logins.expire(account(body).did);
        return new JsonObject();
    }

    /** {@code password: true} also makes the app password itself worthless. */
    private JsonObject revoke(JsonObject body) {
        logins.revoke(account(body).did, body.getBoolean("password", true));
        return new JsonObject();
    }

    private JsonObject loginLimit(JsonObject body) {
        logins.limit(body.getInteger("per_day", 10));
        return new JsonObject();
    }

    private JsonObject logins(JsonObject body) {
        return new JsonObject().put("today", logins.loginsToday(account(body).did));
    }

    private JsonObject quirks(JsonObject body) {
        quirks.set(body.getBoolean("drop_cursor", false), body.getBoolean("stall_cursor", false));
        return new JsonObject();
    }
}
