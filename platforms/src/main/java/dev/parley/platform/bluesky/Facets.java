package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links and mentions in a text. Bluesky makes neither clickable by itself: each needs a facet that names its place in
 * bytes of UTF-8. Facets do not overlap: what looks like a mention within a link is part of the link.
 */
final class Facets {
    private static final Pattern MENTION = Pattern.compile(
            "(?<![\\w@./])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(?!\\w|@|-\\w)");

    private Facets() {}

    private record Found(int start, int end, ObjectNode feature) {}

    /** The handles mentioned, each once, in lower case and without the at sign. */
    static List<String> mentionedHandles(String text) {
        return mentions(text, LinkFinder.in(text)).stream()
                .map(mention -> handle(text, mention))
                .distinct()
                .toList();
    }

    /** @param dids of the handles that could be resolved; the others stay plain text */
    static ArrayNode of(String text, Map<String, String> dids) {
        List<LinkFinder.Link> links = LinkFinder.in(text);
        List<Found> found = new ArrayList<>();
        links.forEach(link ->
                found.add(new Found(link.start(), link.end(), feature("link").put("uri", link.uri()))));
        for (Found mention : mentions(text, links)) {
            String did = dids.get(handle(text, mention));
            if (did != null) {
                mention.feature.put("did", did);
                found.add(mention);
            }
        }
        found.sort(Comparator.comparingInt(Found::start));
        ArrayNode facets = Json.array();
        found.forEach(one -> facets.add(facet(text, one)));
        return facets;
    }

    private static List<Found> mentions(String text, List<LinkFinder.Link> links) {
        List<Found> mentions = new ArrayList<>();
        Matcher matcher = MENTION.matcher(text);
        while (matcher.find()) {
            int at = matcher.start();
            if (links.stream().noneMatch(link -> link.start() <= at && at < link.end())) {
                mentions.add(new Found(at, matcher.end(), feature("mention")));
            }
        }
        return mentions;
    }

    private static String handle(String text, Found mention) {
        return text.substring(mention.start + 1, mention.end).toLowerCase(Locale.ROOT);
    }

    private static ObjectNode feature(String kind) {
        return Json.object().put("$type", "app.bsky.richtext.facet#" + kind);
    }

    private static ObjectNode facet(String text, Found found) {
        ObjectNode facet = Json.object();
        facet.putObject("index").put("byteStart", bytes(text, found.start)).put("byteEnd", bytes(text, found.end));
        facet.putArray("features").add(found.feature);
        return facet;
    }

    private static int bytes(String text, int end) {
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
