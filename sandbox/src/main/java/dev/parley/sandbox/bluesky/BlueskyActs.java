package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Acts;
import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What only Bluesky knows, as acts of the control API. Most take {@code account} and {@code participant}. */
@ApplicationScoped
class BlueskyActs {
    private final World world;
    private final Logins logins;
    private final Quirks quirks;
    private final Acts acts = new Acts();

    BlueskyActs(World world, Logins logins, Quirks quirks, PollTimes polls) {
        this.world = world;
        this.logins = logins;
        this.quirks = quirks;
        acts.add("own-message", this::ownMessage);
        acts.add("send", this::send);
        acts.add("lock", this::lock);
        acts.add("read", this::read);
        acts.add("delete", this::delete);
        acts.add("mute", body -> mute(body, true));
        acts.add("unmute", body -> mute(body, false));
        acts.add("group-message", this::groupMessage);
        acts.add("unknown-entry", this::unknownEntry);
        acts.add("request", this::request);
        acts.add("forget-convo", this::forgetConvo);
        acts.add("accept-messages", this::acceptMessages);
        acts.add("block", this::block);
        acts.add("expire-session", this::expireSession);
        acts.add("revoke", this::revoke);
        acts.add("login-limit", this::loginLimit);
        acts.add("logins", this::logins);
        acts.add("quirks", this::quirks);
        acts.add("polls", body -> polls.all());
    }

    JsonObject play(String act, JsonObject body) {
        return acts.play(act, body);
    }

    private Actor account(JsonObject body) {
        String did = body.getString("account");
        if (did == null) {
            throw ControlRefusal.badRequest("account is required");
        }
        return world.known(did);
    }

    private Actor participant(JsonObject body) {
        return world.meet(SandboxParticipant.from(body.getValue("participant")));
    }

    private Convo convo(JsonObject body) {
        return world.between(participant(body), account(body));
    }

    /** The account's owner writes in Bluesky's own app. */
    private JsonObject ownMessage(JsonObject body) {
        return written(body, account(body));
    }

    /** The participant writes in it, with whatever the app adds to the words. */
    private JsonObject send(JsonObject body) {
        return written(body, participant(body));
    }

    /** {@code text}, members of a {@code message} such as facets and embed, and the message it answers. */
    private JsonObject written(JsonObject body, Actor writer) {
        Convo convo = convo(body);
        JsonObject more = body.getJsonObject("message", new JsonObject()).copy();
        Object facets = more.remove("facets");
        String replyTo = body.getString("reply_to");
        if (replyTo != null) {
            more.put("replyTo", known(convo, replyTo).view(writer.did));
        }
        BlueskyMessage message = world.write(
                convo, writer, body.getString("text", "hello"), facets instanceof JsonArray marks ? marks : null, more);
        return new JsonObject().put("external_id", message.id);
    }

    private static BlueskyMessage known(Convo convo, String id) {
        return convo.messages.stream()
                .filter(candidate -> candidate.id.equals(id))
                .findFirst()
                .orElseThrow(() -> ControlRefusal.conflict("there is no such message"));
    }

    /** Nobody can write into the conversation any more. */
    private JsonObject lock(JsonObject body) {
        convo(body).locked = body.getBoolean("value", true);
        return new JsonObject();
    }

    private JsonObject read(JsonObject body) {
        world.read(participant(body), convo(body));
        return new JsonObject();
    }

    /** The account's owner deletes a message for themselves: {@code external_id}, else the newest. */
    private JsonObject delete(JsonObject body) {
        Convo convo = convo(body);
        BlueskyMessage message = convo.messages.reversed().stream()
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
        Actor third = world.meet(new SandboxParticipant("did:plc:third222222222222222222", null, "third.test"));
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
