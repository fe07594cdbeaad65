package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Telegram does to texts: trims them, measures them in code points, finds commands and links in them. */
final class Wording {

    static final int MOST_TEXT = 4_096;
    static final int MOST_CAPTION = 1_024;

    private static final Pattern MARKS =
            Pattern.compile("(?<command>(?<!\\S)/[A-Za-z0-9_]{1,64}(?:@\\w+)?)|(?<url>https?://[^\\s]+)");

    private Wording() {}

    static String trimmed(String text) {
        return text.replace("\r", "").strip();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Entities with offsets in UTF-16 units; empty when there are none. */
    static JsonArray entities(String text) {
        JsonArray entities = new JsonArray();
        if (text.indexOf('/') < 0) {
            return entities;
        }
        Matcher marks = MARKS.matcher(text);
        while (marks.find()) {
            entities.add(new JsonObject()
                    .put("offset", marks.start())
                    .put("length", marks.end() - marks.start())
                    .put("type", marks.group("command") == null ? "url" : "bot_command"));
        }
        return entities;
    }
}
