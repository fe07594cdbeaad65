package dev.parley.platform.graph;

import dev.parley.platform.Reactor.Choice;
import dev.parley.platform.Reactor.Chosen;
import org.jspecify.annotations.Nullable;

/** Which reactions a network takes, and how it spells them. */
public interface GraphReactions {
    Choice choose(@Nullable String reaction, @Nullable String emoji);

    /** What stands in the call. */
    @Nullable
    String spelled(Chosen chosen);
}
