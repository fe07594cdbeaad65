package dev.parley.platform.instagram;

import dev.parley.platform.contract.PlatformContract;
import dev.parley.platform.contract.PlatformHarness;
import dev.parley.platform.graph.GraphHarness;
import dev.parley.platform.graph.GraphHost;

class InstagramContractTest extends PlatformContract {
    @Override
    protected PlatformHarness open() {
        return new GraphHarness(InstagramWorld::platform, world -> world.instagram(GraphHost.INSTAGRAM));
    }
}
