package dev.parley.sandbox.graph;

import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/** Instagram as the control API sees it. */
@Singleton
class InstagramSandbox extends GraphSandbox {
    private static final SandboxParticipant JANE = new SandboxParticipant("1029384756102938", "Jane Doe", "jane_doe");

    InstagramSandbox(
            GraphWorld world,
            GraphLedgers ledgers,
            GraphHookSender courier,
            PersonActs people,
            DeliveryActs deliveries,
            CommentActs comments) {
        super(GraphNetwork.INSTAGRAM, world, ledgers, courier, people, deliveries, comments);
    }

    @Override
    public JsonObject demoAccount() {
        return demo(GraphWorld.DEMO_ACCOUNT, GraphWorld.DEMO_ACCOUNT_TOKEN, JANE);
    }
}
