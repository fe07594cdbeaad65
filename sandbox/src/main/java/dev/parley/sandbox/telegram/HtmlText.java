package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telegram's HTML: a few tags become entities, everything else with an angle bracket is refused. */
final class HtmlText {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("ins", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("strike", "strikethrough"),
            Map.entry("del", "strikethrough"),
            Map.entry("code", "code"),
            Map.entry("pre", "pre"),
            Map.entry("blockquote", "blockquote"),
            Map.entry("tg-spoiler", "spoiler"),
            Map.entry("a", "text_link"));
    private static final Pattern PIECE = Pattern.compile("<(/?)([A-Za-z-]*)([^<>]*)>|<|&(lt|gt|amp|quot);");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    private final String html;
    private final StringBuilder words = new StringBuilder();
    private final JsonArray entities = new JsonArray();
    private final ArrayDeque<Tag> open = new ArrayDeque<>();

    private HtmlText(String html) {
        this.html = html;
    }

    static FormattedText parse(String html) {
        HtmlText text = new HtmlText(html.strip());
        text.run();
        return new FormattedText(text.words.toString().strip(), text.entities);
    }

    private void run() {
        Matcher pieces = PIECE.matcher(html);
        int from = 0;
        while (pieces.find()) {
            words.append(html, from, pieces.start());
            from = pieces.end();
            if (pieces.group(4) != null) {
                words.append(character(pieces.group(4)));
            } else if (pieces.group(2) == null) {
                throw refusal("Unclosed start tag at byte offset " + byteOffset(pieces.start()));
            } else if (pieces.group(1).isEmpty()) {
                start(pieces);
            } else {
                end(pieces);
            }
        }
        words.append(html.substring(from));
        if (!open.isEmpty()) {
            throw refusal("Can't find end tag corresponding to start tag \"" + open.peek().name + "\"");
        }
    }

    private void start(Matcher piece) {
        String name = piece.group(2).toLowerCase(Locale.ROOT);
        if (!TYPES.containsKey(name)) {
            throw refusal("Unsupported start tag \"" + name + "\" at byte offset " + byteOffset(piece.start()));
        }
        Matcher href = HREF.matcher(piece.group(3));
        open.push(new Tag(name, words.length(), href.find() ? href.group(1) : ""));
    }

    private void end(Matcher piece) {
        Tag tag = open.poll();
        if (tag == null || !tag.name.equalsIgnoreCase(piece.group(2))) {
            throw refusal("Unexpected end tag at byte offset " + byteOffset(piece.start()));
        }
        if (words.length() == tag.from) {
            return;
        }
        JsonObject entity = new JsonObject()
                .put("offset", tag.from)
                .put("length", words.length() - tag.from)
                .put("type", TYPES.get(tag.name));
        entities.add(tag.href.isEmpty() ? entity : entity.put("url", tag.href));
    }

    private int byteOffset(int index) {
        return html.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }

    private static char character(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            default -> '&';
        };
    }

    private static TelegramRefusal refusal(String what) {
        return TelegramRefusal.badRequest("can't parse entities: " + what);
    }

    private record Tag(String name, int from, String href) {}
}
