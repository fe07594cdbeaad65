package dev.parley.sandbox.graph;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reading what acts are given. */
record GraphAct(JsonObject json) {
    GraphAccount account(GraphWorld world, GraphNetwork network) {
        return world.byId(network, required("account"));
    }

    SandboxParticipant participant() {
        return SandboxParticipant.from(json.getValue("participant"));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(json.getValue(name)).map(Object::toString);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> ControlRefusal.badRequest(name + " is required"));
    }

    long number(String name, long absent) {
        return json.getLong(name, absent);
    }

    boolean flag(String name) {
        return json.getBoolean(name, false);
    }

    JsonObject object(String name) {
        return json.getJsonObject(name, new JsonObject());
    }
}
