package dev.parley.platform.messenger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.platform.Reactor.Choice;
import dev.parley.platform.Reactor.Chosen;
import dev.parley.platform.Reactor.NotPossible;
import dev.parley.platform.SentMessage;
import dev.parley.platform.graph.MessageBodies;
import dev.parley.platform.graph.ReactionNames;
import org.jspecify.annotations.Nullable;

/** Messenger takes any emoji; a name is translated, and an emoji that is given wins over it. */
final class MessengerReactions {
    private static final String DEFAULT = "love";

    private MessengerReactions() {}

    static Choice choose(@Nullable String reaction, @Nullable String emoji) {
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

    static ObjectNode react(SentMessage message, Chosen chosen) {
        ObjectNode call = MessageBodies.action(message.recipient().participantId(), "react");
        call.putObject("payload").put("message_id", message.externalId()).put("reaction", chosen.emoji());
        return call;
    }

    static ObjectNode unreact(SentMessage message) {
        ObjectNode call = MessageBodies.action(message.recipient().participantId(), "unreact");
        call.putObject("payload").put("message_id", message.externalId());
        return call;
    }
}
