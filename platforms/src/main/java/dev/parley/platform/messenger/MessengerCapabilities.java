package dev.parley.platform.messenger;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.TextUnit;
import dev.parley.platform.graph.GraphCapabilities;

/** What Messenger can do, in one place. */
final class MessengerCapabilities {
    private static final double TEXTS_PER_SECOND = 300;

    static final Capabilities ALL = GraphCapabilities.with(
            "Facebook",
            Ability.QUICK_REPLY_COMBINATIONS,
            new Capabilities.TextLimit(2000, TextUnit.CHARACTERS),
            TEXTS_PER_SECOND);

    private MessengerCapabilities() {}
}
