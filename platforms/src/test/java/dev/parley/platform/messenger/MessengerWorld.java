package dev.parley.platform.messenger;

import dev.parley.platform.graph.GraphWorld;

/** Messenger, put together by hand. */
public final class MessengerWorld {
    private MessengerWorld() {}

    public static MessengerPlatform platform(GraphWorld world) {
        return new MessengerPlatform(
                world.kit,
                world.hooks,
                new PageConnection(world.kit, world.login, world.pages, world.accounts),
                new PagePeople(world.kit),
                new PageComments(world.kit));
    }
}
