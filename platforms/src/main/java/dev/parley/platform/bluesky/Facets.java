package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links and mentions in a text. Bluesky makes neither clickable by itself: each needs a facet that names its place in
 * bytes of UTF-8.
 */
final class Facets {
    private static final Pattern LINK = Pattern.compile("\\bhttps?://[^\\s<>\"]+");
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\w@./])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,})");
    private static final String TRAILING = ".,;:!?'\")]}";

    private Facets() {}

    /** The handles mentioned, each once, without the at sign. */
    static List<String> mentionedHandles(String text) {
        List<String> handles = new ArrayList<>();
        Matcher matcher = MENTION.matcher(text);
        while (matcher.find()) {
            if (!handles.contains(matcher.group(1))) {
                handles.add(matcher.group(1));
            }
        }
        return handles;
    }

    /** @param dids of the handles that could be resolved; the others stay plain text */
    static ArrayNode of(String text, Map<String, String> dids) {
        ArrayNode facets = Json.array();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            int end = withoutTrailing(text, link.start(), link.end());
            ObjectNode feature = Json.object()
                    .put("$type", "app.bsky.richtext.facet#link")
                    .put("uri", text.substring(link.start(), end));
            facets.add(facet(text, link.start(), end, feature));
        }
        Matcher mention = MENTION.matcher(text);
        while (mention.find()) {
            String did = dids.get(mention.group(1));
            if (did != null) {
                ObjectNode feature = Json.object()
                        .put("$type", "app.bsky.richtext.facet#mention")
                        .put("did", did);
                facets.add(facet(text, mention.start(), mention.end(), feature));
            }
        }
        return facets;
    }

    /** Punctuation that ends the sentence does not belong to the link; a closing bracket does if it was opened in it. */
    private static int withoutTrailing(String text, int start, int end) {
        int last = end;
        while (last > start && TRAILING.indexOf(text.charAt(last - 1)) >= 0) {
            boolean opened =
                    text.charAt(last - 1) == ')' && text.substring(start, last).contains("(");
            if (opened) {
                break;
            }
            last--;
        }
        return last;
    }

    private static ObjectNode facet(String text, int start, int end, ObjectNode feature) {
        ObjectNode facet = Json.object();
        facet.putObject("index").put("byteStart", bytes(text, start)).put("byteEnd", bytes(text, end));
        facet.putArray("features").add(feature);
        return facet;
    }

    private static int bytes(String text, int end) {
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
