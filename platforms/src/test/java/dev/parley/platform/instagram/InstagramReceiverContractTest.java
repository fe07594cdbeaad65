package dev.parley.platform.instagram;

import dev.parley.platform.contract.WebhookHarness;
import dev.parley.platform.contract.WebhookReceiverContract;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphWebhookHarness;
import dev.parley.platform.graph.GraphWorld;
import org.junit.jupiter.api.AfterEach;

class InstagramReceiverContractTest extends WebhookReceiverContract {
    private final GraphWorld world;

    InstagramReceiverContractTest() throws Exception {
        world = new GraphWorld();
    }

    @Override
    protected WebhookHarness open() {
        return new GraphWebhookHarness(
                "instagram", InstagramWorld.platform(world), world.accounts.add(world.instagram(GraphHost.INSTAGRAM)));
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }
}
