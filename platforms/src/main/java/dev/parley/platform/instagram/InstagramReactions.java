package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.Reactor.Choice;
import dev.parley.platform.Reactor.Chosen;
import dev.parley.platform.Reactor.NotPossible;
import dev.parley.platform.SentMessage;
import dev.parley.platform.graph.MessageBodies;
import dev.parley.platform.graph.ReactionNames;
import org.jspecify.annotations.Nullable;

/** By name Instagram takes {@code love} alone; an emoji, which it has taken since the end of 2025, goes as it is. */
final class InstagramReactions {
    private static final String LOVE = "love";
    private static final String HEART = "\u2764\uFE0F";

    private InstagramReactions() {}

    static Choice choose(@Nullable String reaction, @Nullable String emoji) {
        if (reaction != null && !reaction.equals(LOVE)) {
            return new NotPossible("Instagram only supports the love reaction");
        }
        if (emoji == null) {
            return new Chosen(LOVE, HEART);
        }
        return new Chosen(
                reaction != null ? reaction : ReactionNames.ofEmoji(emoji).orElse(null), emoji);
    }

    static ObjectNode react(SentMessage message, Chosen chosen) {
        boolean heart = LOVE.equals(chosen.reaction()) && HEART.equals(chosen.emoji());
        ObjectNode call = MessageBodies.action(message.recipient().participantId(), "react");
        call.putObject("payload")
                .put("message_id", message.externalId())
                .put("reaction", heart ? LOVE : chosen.emoji());
        return call;
    }

    static ObjectNode unreact(SentMessage message) {
        ObjectNode call = MessageBodies.action(message.recipient().participantId(), "unreact");
        call.putObject("payload").put("message_id", message.externalId());
        return call;
    }
}
