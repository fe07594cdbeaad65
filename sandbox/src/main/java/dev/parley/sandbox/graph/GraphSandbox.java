package dev.parley.sandbox.graph;

import dev.parley.sandbox.Acts;
import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.SandboxPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What the two networks offer to the control API alike. */
abstract class GraphSandbox implements SandboxPlatform {
    private final GraphNetwork network;
    private final GraphWorld world;
    private final GraphLedgers ledgers;
    private final PersonActs people;
    private final GraphHookSender courier;
    private final Acts acts = new Acts();

    GraphSandbox(
            GraphNetwork network,
            GraphWorld world,
            GraphLedgers ledgers,
            GraphHookSender courier,
            PersonActs people,
            DeliveryActs deliveries,
            CommentActs comments) {
        this.network = network;
        this.world = world;
        this.ledgers = ledgers;
        this.people = people;
        this.courier = courier;
        people.acts(network).forEach(acts::add);
        deliveries.acts(network).forEach(acts::add);
        comments.acts(network).forEach(acts::add);
    }

    @Override
    public String name() {
        return network.platform();
    }

    @Override
    public String say(String account, SandboxParticipant participant, String text) {
        return people.write(world.byId(network, account), participant, new JsonObject().put("text", text));
    }

    @Override
    public JsonArray inbox(String account, String participant) {
        GraphAccount owner = world.byId(network, account);
        JsonArray received = new JsonArray();
        synchronized (owner) {
            owner.thread(participant)
                    .ifPresent(thread -> thread.messages().stream()
                            .filter(message -> message.isFromAccount() && !message.isDeleted())
                            .forEach(message -> received.add(shown(message))));
        }
        return received;
    }

    @Override
    public Ledger ledger() {
        return ledgers.of(network);
    }

    @Override
    public JsonObject act(String act, JsonObject body) {
        return acts.play(act, body);
    }

    @Override
    public void begin() {
        world.reset(network);
    }

    @Override
    public void deliverOwed() {
        world.all(network).forEach(courier::pump);
    }

    @Override
    public void reset() {
        world.reset(network);
        courier.forget(network);
        ledgers.of(network).clear();
    }

    final JsonObject demo(String account, String token, SandboxParticipant participant) {
        return new JsonObject()
                .put("platform", name())
                .put("connection", new JsonObject().put("platform", name()).put("access_token", token))
                .put("account", account)
                .put("participant", participant.toJson())
                .put("comments", true);
    }

    private static JsonObject shown(GraphMessage message) {
        JsonObject json = new JsonObject()
                .put("external_id", message.mid())
                .put("text", message.text())
                .put("at", Instant.ofEpochMilli(message.at()).toString())
                .put("kind", message.kind());
        for (String name : new String[] {"attachments", "quick_replies"}) {
            if (message.content().containsKey(name)) {
                json.put(name, message.content().getValue(name));
            }
        }
        return message.reaction() == null ? json : json.put("reaction", message.reaction());
    }
}
