package dev.parley.platform.messenger;

import dev.parley.platform.contract.WebhookHarness;
import dev.parley.platform.contract.WebhookReceiverContract;
import dev.parley.platform.graph.GraphWebhookHarness;
import dev.parley.platform.graph.GraphWorld;
import org.junit.jupiter.api.AfterEach;

class MessengerReceiverContractTest extends WebhookReceiverContract {
    private final GraphWorld world;

    MessengerReceiverContractTest() throws Exception {
        world = new GraphWorld();
    }

    @Override
    protected WebhookHarness open() {
        return new GraphWebhookHarness(
                "messenger", MessengerWorld.platform(world), world.accounts.add(world.messenger()));
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }
}
