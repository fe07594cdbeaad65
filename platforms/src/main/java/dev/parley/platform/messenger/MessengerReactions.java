package dev.parley.platform.messenger;

import dev.parley.platform.Reactor.Choice;
import dev.parley.platform.Reactor.Chosen;
import dev.parley.platform.Reactor.NotPossible;
import dev.parley.platform.graph.GraphReactions;
import dev.parley.platform.graph.ReactionNames;
import org.jspecify.annotations.Nullable;

/** Messenger takes any emoji; a name is translated, and an emoji that is given wins over it. */
final class MessengerReactions implements GraphReactions {
    private static final String DEFAULT = "love";

    @Override
    public Choice choose(@Nullable String reaction, @Nullable String emoji) {
        if (emoji != null) {
            String name =
                    reaction != null ? reaction : ReactionNames.ofEmoji(emoji).orElse(null);
            return new Chosen(name, emoji);
        }
        String name = reaction == null ? DEFAULT : reaction;
        String translated = ReactionNames.EMOJI_BY_NAME.get(name);
        return translated == null
                ? new NotPossible("Unknown reaction " + name + "; use "
                        + String.join(
                                ", ",
                                ReactionNames.EMOJI_BY_NAME.keySet().stream()
                                        .sorted()
                                        .toList())
                        + ", or pass an emoji")
                : new Chosen(name, translated);
    }

    @Override
    public @Nullable String spelled(Chosen chosen) {
        return chosen.emoji();
    }
}
