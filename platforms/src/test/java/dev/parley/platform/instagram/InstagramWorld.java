package dev.parley.platform.instagram;

import dev.parley.platform.graph.GraphWorld;

/** Instagram, put together by hand. */
public final class InstagramWorld {
    private InstagramWorld() {}

    public static InstagramPlatform platform(GraphWorld world) {
        InstagramLogin login = new InstagramLogin(world.login, world.config);
        return new InstagramPlatform(
                world.kit,
                world.hooks,
                new AccountConnection(world.kit, world.login, login, world.pages, world.accounts),
                new AccountPeople(world.kit),
                new MediaComments(world.kit),
                new IceBreakers(world.kit));
    }
}
