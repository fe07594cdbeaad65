package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an inbound message links to, as {@code {type, title, url}}: the addresses behind its words, which the app may have
 * shortened, and the post, feed, list or starter pack that it embeds.
 */
final class SharedLinks {
    private static final String APP = "https://bsky.app";
    private static final Pattern RECORD = Pattern.compile("at://(did:[a-z]+:[\\w.:%-]+)/([\\w.]+)/([\\w.~:-]+)");

    private final ArrayNode links = Json.array();

    private SharedLinks() {}

    static ArrayNode of(JsonNode message) {
        SharedLinks found = new SharedLinks();
        byte[] text = message.path("text").asText("").getBytes(StandardCharsets.UTF_8);
        for (JsonNode facet : message.path("facets")) {
            for (JsonNode feature : facet.path("features")) {
                if (feature.path("uri").isTextual()) {
                    found.add(
                            "link",
                            part(text, facet.path("index")),
                            feature.path("uri").asText());
                }
            }
        }
        JsonNode record = message.path("embed").path("record");
        found.record(record.path("uri").isTextual() ? record : record.path("record"));
        return found.links;
    }

    private static @Nullable String part(byte[] text, JsonNode index) {
        int start = index.path("byteStart").asInt(-1);
        int end = index.path("byteEnd").asInt(-1);
        return start >= 0 && start < end && end <= text.length
                ? new String(text, start, end - start, StandardCharsets.UTF_8)
                : null;
    }

    private void record(JsonNode record) {
        Matcher uri = RECORD.matcher(record.path("uri").asText(""));
        if (!uri.matches()) {
            return;
        }
        String did = uri.group(1);
        String key = uri.group(3);
        switch (uri.group(2)) {
            case "app.bsky.feed.post" -> add("post", title(record), profile(did, "post", key));
            case "app.bsky.feed.generator" -> add("feed", title(record), profile(did, "feed", key));
            case "app.bsky.graph.list" -> add("list", title(record), profile(did, "lists", key));
            case "app.bsky.graph.starterpack" ->
                add("starter_pack", title(record), APP + "/starter-pack/" + did + "/" + key);
            default -> add("record", title(record), uri.group());
        }
    }

    private static String profile(String did, String kind, String key) {
        return APP + "/profile/" + did + "/" + kind + "/" + key;
    }

    private static @Nullable String title(JsonNode record) {
        for (String where : new String[] {"/value/text", "/displayName", "/name", "/record/name", "/value/name"}) {
            String said = record.at(where).asText("");
            if (!said.isEmpty()) {
                return said;
            }
        }
        return null;
    }

    private void add(String type, @Nullable String title, String url) {
        links.addObject()
                .put("type", type)
                .put("title", title == null || title.isEmpty() ? null : title)
                .put("url", url);
    }
}
