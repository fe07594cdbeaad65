package dev.parley.platform.messenger;

import dev.parley.platform.contract.PlatformContract;
import dev.parley.platform.contract.PlatformHarness;
import dev.parley.platform.graph.GraphHarness;
import dev.parley.platform.graph.GraphWorld;

class MessengerContractTest extends PlatformContract {
    @Override
    protected PlatformHarness open() {
        return new GraphHarness(MessengerWorld::platform, GraphWorld::messenger);
    }
}
