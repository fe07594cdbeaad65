package dev.parley.platform.instagram;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.TextUnit;
import dev.parley.platform.graph.GraphCapabilities;

/** What Instagram can do, in one place. */
final class InstagramCapabilities {
    private static final double TEXTS_PER_SECOND = 100;

    static final Capabilities ALL = GraphCapabilities.with(
            "Instagram", Ability.ICE_BREAKERS, new Capabilities.TextLimit(1000, TextUnit.BYTES), TEXTS_PER_SECOND);

    private InstagramCapabilities() {}
}
