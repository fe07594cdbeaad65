package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attachments of a message. A sticker that comes twice, as image and as sticker, is one; so is a shared post
 * that comes as {@code share} and as {@code ig_post}. An address of a page of Meta's (a permalink) is a link and no
 * media, whatever the attachment is called.
 */
public final class ContentReader {
    private static final String PERMALINKS = "https://www.instagram.com";

    private final List<InboundAttachment> attachments = new ArrayList<>();
    private final ObjectNode platformData = Json.object();
    private final Set<String> stickers = new HashSet<>();
    private final boolean hasPost;
    private boolean unsupported;

    private ContentReader(List<JsonNode> nodes) {
        hasPost = nodes.stream().anyMatch(node -> typeOf(node).equals("ig_post"));
    }

    /** What the {@code message} member carries. */
    public static Content read(JsonNode message) {
        List<JsonNode> nodes = new ArrayList<>();
        JsonNode attachments = message.path("attachments");
        if (attachments.isArray()) {
            attachments.forEach(nodes::add);
        } else if (attachments.isObject()) {
            nodes.add(attachments);
        }
        ContentReader reader = new ContentReader(nodes);
        nodes.forEach(reader::readOne);
        return new Content(
                reader.attachments,
                reader.platformData,
                reader.unsupported || message.path("is_unsupported").asBoolean(false));
    }

    private void readOne(JsonNode node) {
        JsonNode payload = node.path("payload");
        String type = typeOf(node);
        switch (type) {
            case "image", "sticker" -> imageOrSticker(type, payload);
            case "animated_image" -> media("image", payload, null, false);
            case "video", "audio", "file" -> media(type, payload, null, false);
            case "like_heart" -> attachments.add(new InboundAttachment("sticker", "like_heart", null, null, false));
            case "share" -> shareUnlessPost(payload);
            case "ig_post", "post", "media" -> shared(type, payload, "image", false);
            case "ig_reel", "reel" -> shared(type, payload, "video", false);
            case "ig_story", "story" -> shared(type, payload, "image", true);
            case "story_mention" -> media("story_mention", payload, null, true);
            case "fallback" -> link(type, node);
            case "location" -> platformData.set("location", payload.path("coordinates"));
            case "template" -> platformData.set("template", payload);
            case "ephemeral" -> unsupported = true;
            case "unsupported_type" -> {
                unsupported = true;
                media("file", payload, null, false);
            }
            default -> platformData.withArray("attachments").add(node);
        }
    }

    private void imageOrSticker(String type, JsonNode payload) {
        String stickerId = payload.path("sticker_id").asText("");
        if (stickerId.isEmpty()) {
            media(type, payload, null, false);
        } else if (stickers.add(stickerId)) {
            media("sticker", payload, stickerId, false);
        }
    }

    private void shareUnlessPost(JsonNode payload) {
        if (!hasPost) {
            shared("share", payload, "image", false);
        }
    }

    /** Something of somebody's that was passed on: media when Meta gives the bytes, otherwise a link. */
    private void shared(String type, JsonNode payload, String usually, boolean story) {
        String url = urlOf(payload);
        if (url.isEmpty() || isPage(url)) {
            link(type, payload);
            return;
        }
        String kind = url.toLowerCase(Locale.ROOT).contains(".mp4") ? "video" : usually;
        media(kind, payload, sharedId(payload), story);
    }

    private void media(String type, JsonNode payload, @Nullable String externalId, boolean story) {
        String url = urlOf(payload);
        if (url.isEmpty()) {
            unsupported = true;
            return;
        }
        attachments.add(
                new InboundAttachment(type, externalId, url, Json.object().put("url", url), story));
    }

    /** A {@code fallback} has its address and title beside the payload, in it, or nowhere. */
    private void link(String type, JsonNode node) {
        JsonNode payload = node.path("payload");
        String inside = payload.isTextual() ? payload.asText() : urlOf(payload);
        String url = inside.isEmpty() ? urlOf(node) : inside;
        String title = payload.path("title").asText(node.path("title").asText(""));
        if (url.isEmpty() && title.isEmpty()) {
            return;
        }
        ObjectNode link = Json.object().put("type", type);
        link.put("url", url.isEmpty() ? null : url.startsWith("/") ? PERMALINKS + url : url);
        link.put("title", title.isEmpty() ? null : title);
        platformData.withArray("links").add(link);
    }

    private static String typeOf(JsonNode node) {
        return node.path("type").asText("");
    }

    private static String urlOf(JsonNode payload) {
        for (String name : List.of("url", "story_media_url", "URL")) {
            String url = payload.path(name).asText("");
            if (!url.isEmpty()) {
                return url;
            }
        }
        return "";
    }

    private static @Nullable String sharedId(JsonNode payload) {
        for (String name : List.of("ig_post_media_id", "reel_video_id", "story_media_id", "id")) {
            String id = payload.path(name).asText("");
            if (!id.isEmpty()) {
                return id;
            }
        }
        return null;
    }

    /** Whether a browser would show a page there rather than a picture. */
    private static boolean isPage(String url) {
        if (url.startsWith("/")) {
            return true;
        }
        String host;
        try {
            host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException odd) {
            return true;
        }
        return !host.startsWith("lookaside.")
                && (host.equals("instagram.com")
                        || host.endsWith(".instagram.com")
                        || host.equals("facebook.com")
                        || host.endsWith(".facebook.com")
                        || host.equals("fb.watch"));
    }
}
