package dev.parley.platform.instagram;

import dev.parley.platform.Reactor.Choice;
import dev.parley.platform.Reactor.Chosen;
import dev.parley.platform.Reactor.NotPossible;
import dev.parley.platform.graph.GraphReactions;
import dev.parley.platform.graph.ReactionNames;
import org.jspecify.annotations.Nullable;

/** By name Instagram takes {@code love} alone; an emoji, which it has taken since the end of 2025, goes as it is. */
final class InstagramReactions implements GraphReactions {
    private static final String LOVE = "love";
    private static final String HEART = "\u2764\uFE0F";

    @Override
    public Choice choose(@Nullable String reaction, @Nullable String emoji) {
        if (reaction != null && !reaction.equals(LOVE)) {
            return new NotPossible("Instagram only supports the love reaction");
        }
        if (emoji == null) {
            return new Chosen(LOVE, HEART);
        }
        return new Chosen(
                reaction != null ? reaction : ReactionNames.ofEmoji(emoji).orElse(null), emoji);
    }

    @Override
    public @Nullable String spelled(Chosen chosen) {
        boolean heart = LOVE.equals(chosen.reaction()) && HEART.equals(chosen.emoji());
        return heart ? LOVE : chosen.emoji();
    }
}
