package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of reactions, found from the emoji: Meta's own name is missing, {@code other}, or one that its
 * documentation does not list.
 */
public final class ReactionNames {
    /** The emoji that goes out for each name. */
    public static final Map<String, String> EMOJI_BY_NAME = Map.of(
            "love", "\u2764",
            "like", "\uD83D\uDC4D",
            "dislike", "\uD83D\uDC4E",
            "smile", "\uD83D\uDE06",
            "wow", "\uD83D\uDE2E",
            "sad", "\uD83D\uDE22",
            "angry", "\uD83D\uDE21");

    private static final Map<String, String> NAME_BY_EMOJI = Map.of(
            "\u2764", "love",
            "\uD83D\uDE0D", "love",
            "\uD83D\uDC4D", "like",
            "\uD83D\uDC4E", "dislike",
            "\uD83D\uDE06", "smile",
            "\uD83D\uDE2E", "wow",
            "\uD83D\uDE22", "sad",
            "\uD83D\uDE20", "angry",
            "\uD83D\uDE21", "angry");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{([0-9A-Fa-f]{1,6})\\}");

    private ReactionNames() {}

    /** The name of an emoji; empty for one without. */
    public static Optional<String> ofEmoji(String emoji) {
        return Optional.ofNullable(NAME_BY_EMOJI.get(emoji.replace("\uFE0F", "")));
    }

    /** The emoji of a {@code reaction} member, also when it is written as the text {@code \}{@code u{2764}}. */
    public static @Nullable String emojiIn(JsonNode reaction) {
        String emoji = reaction.path("emoji").asText("");
        if (emoji.isEmpty()) {
            return null;
        }
        Matcher escapes = ESCAPE.matcher(emoji);
        return escapes.replaceAll(escape -> Matcher.quoteReplacement(codePoint(escape.group(1))));
    }

    /** The name of a {@code reaction} member: by its emoji, else what Meta calls it. */
    public static @Nullable String nameIn(JsonNode reaction) {
        String emoji = emojiIn(reaction);
        String given = reaction.path("reaction").asText("");
        return Optional.ofNullable(emoji).flatMap(ReactionNames::ofEmoji).orElse(given.isEmpty() ? null : given);
    }

    private static String codePoint(String hex) {
        int point = Integer.parseInt(hex, 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    }
}
