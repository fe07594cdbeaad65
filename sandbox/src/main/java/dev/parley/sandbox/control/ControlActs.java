package dev.parley.sandbox.control;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Journal;
import dev.parley.sandbox.Kind;
import dev.parley.sandbox.Kinds;
import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.SandboxPlatform;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the control API changes in the world. Faults and latencies are no part of it. */
@ApplicationScoped
class ControlActs implements Kinds {
    private final Journal journal;
    private final SandboxPlatforms platforms;
    private final Kind<JsonObject, JsonObject> say = Kind.of("say", this::performSay);
    private final Kind<JsonObject, JsonObject> act = Kind.of("act", this::performAct);
    private final Kind<JsonObject, JsonObject> reset = Kind.of("reset", this::performReset);

    ControlActs(Journal journal, SandboxPlatforms platforms) {
        this.journal = journal;
        this.platforms = platforms;
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(say, act, reset);
    }

    JsonObject say(String platform, JsonObject order) {
        return journal.act(say, new JsonObject().put("platform", platform).put("order", order));
    }

    JsonObject act(String platform, String name, JsonObject body) {
        return journal.act(
                act, new JsonObject().put("platform", platform).put("act", name).put("body", body));
    }

    JsonObject reset() {
        return journal.act(reset, new JsonObject());
    }

    /** @throws ControlRefusal when something is missing or impossible now */
    private JsonObject performSay(JsonObject input) {
        JsonObject order = input.getJsonObject("order");
        String account = RequestBody.required(order, "account");
        SandboxParticipant participant = SandboxParticipant.from(order.getValue("participant"));
        String text = RequestBody.required(order, "text");
        return new JsonObject()
                .put("external_id", platforms.named(input.getString("platform")).say(account, participant, text));
    }

    private JsonObject performAct(JsonObject input) {
        return platforms.named(input.getString("platform")).act(input.getString("act"), input.getJsonObject("body"));
    }

    private JsonObject performReset(JsonObject nothing) {
        platforms.all().forEach(SandboxPlatform::reset);
        return new JsonObject().put("reset", true);
    }
}
