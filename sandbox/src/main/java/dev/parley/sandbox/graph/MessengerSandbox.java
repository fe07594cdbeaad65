package dev.parley.sandbox.graph;

import dev.parley.sandbox.SandboxParticipant;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/** Messenger as the control API sees it. */
@Singleton
class MessengerSandbox extends GraphSandbox {
    private static final SandboxParticipant JANE = new SandboxParticipant("7309583312459012", "Jane Doe", null);

    MessengerSandbox(
            GraphWorld world,
            GraphLedgers ledgers,
            GraphHookSender courier,
            PersonActs people,
            DeliveryActs deliveries,
            CommentActs comments) {
        super(GraphNetwork.MESSENGER, world, ledgers, courier, people, deliveries, comments);
    }

    @Override
    public JsonObject demoAccount() {
        return demo(GraphWorld.DEMO_PAGE, GraphWorld.DEMO_PAGE_TOKEN, JANE);
    }
}
