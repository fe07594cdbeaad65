package dev.parley.sandbox.graph;

import dev.parley.sandbox.ControlRefusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What Meta does with deliveries: hold and reorder them, repeat them; and what somebody else does: forge them. */
@ApplicationScoped
class DeliveryActs {
    private final GraphWorld world;
    private final GraphHookSender courier;
    private final MediaShelf media;
    private final GraphSettings settings;

    DeliveryActs(GraphWorld world, GraphHookSender courier, MediaShelf media, GraphSettings settings) {
        this.world = world;
        this.courier = courier;
        this.media = media;
        this.settings = settings;
    }

    Map<String, Function<JsonObject, JsonObject>> acts(GraphNetwork network) {
        Map<String, Function<JsonObject, JsonObject>> acts = new HashMap<>();
        acts.put("callback", body -> callback(network, new GraphAct(body)));
        acts.put("hold", body -> hold(network, new GraphAct(body)));
        acts.put("release", body -> release(network, new GraphAct(body)));
        acts.put("repeat", body -> repeat(network, new GraphAct(body)));
        acts.put("deliver", body -> deliver(network, new GraphAct(body), settings.appSecret()));
        acts.put("forge", body -> deliver(network, new GraphAct(body), "not-the-secret"));
        acts.put("revoke", body -> revoke(network, new GraphAct(body)));
        acts.put("unsubscribe", body -> unsubscribe(network, new GraphAct(body)));
        acts.put("expire-media", body -> expire());
        return acts;
    }

    private JsonObject callback(GraphNetwork network, GraphAct body) {
        courier.point(network.object(), body.required("url"));
        return new JsonObject().put("url", body.required("url"));
    }

    private JsonObject hold(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        synchronized (account) {
            account.outbox().hold();
        }
        return new JsonObject().put("held", true);
    }

    private JsonObject release(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        int waiting;
        synchronized (account) {
            waiting = account.outbox().size();
            account.outbox().release(body.json().getBoolean("reversed", false));
        }
        courier.pump(account);
        return new JsonObject().put("released", waiting);
    }

    private JsonObject repeat(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        Outbox.Delivery last;
        synchronized (account) {
            last = account.outbox().last();
        }
        if (last == null) {
            throw ControlRefusal.conflict("nothing has been delivered yet");
        }
        long times = body.number("times", 1);
        Buffer bytes = GraphHookSender.body(account, last);
        for (int i = 0; i < times; i++) {
            courier.post(network, bytes, settings.appSecret()).subscribe().with(status -> {});
        }
        return new JsonObject().put("repeated", times);
    }

    /** A delivery of exactly these bytes ({@code text}) or this envelope ({@code body}). */
    private JsonObject deliver(GraphNetwork network, GraphAct body, String secret) {
        Buffer bytes =
                body.text("text").map(Buffer::buffer).orElseGet(() -> GraphHookSender.escaped(body.object("body")));
        courier.post(network, bytes, secret).subscribe().with(status -> {});
        return new JsonObject().put("bytes", bytes.length());
    }

    private JsonObject revoke(GraphNetwork network, GraphAct body) {
        world.revoke(body.account(world, network));
        return new JsonObject().put("revoked", true);
    }

    private JsonObject unsubscribe(GraphNetwork network, GraphAct body) {
        GraphAccount account = body.account(world, network);
        synchronized (account) {
            account.fields().clear();
        }
        return new JsonObject().put("subscribed", false);
    }

    private JsonObject expire() {
        media.expire();
        return new JsonObject().put("expired", true);
    }
}
