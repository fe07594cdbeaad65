package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attachments of a message.
 *
 * <pre>
 *   image, video, audio, file, sticker, story_mention ──► attachment
 *   share, post, reel, story                          ──► link, and an attachment where Meta gives the bytes
 *   fallback                                          ──► link
 *   location, template                                ──► platform_data, the first of each; further ones unchanged
 *   what nobody knows, or has no address              ──► platform_data.attachments, unchanged
 * </pre>
 *
 * A sticker that comes twice, as image and as sticker, is one; so is a shared post that comes as {@code share} and as
 * {@code ig_post}.
 */
public final class ContentReader {
    private static final String PERMALINKS = "https://www.instagram.com";
    private static final List<String> ADDRESSES = List.of("url", "story_media_url", "URL");

    private final List<JsonNode> nodes;
    private final Predicate<String> isMedia;
    private final List<InboundAttachment> attachments = new ArrayList<>();
    private final ObjectNode platformData = Json.object();
    private final Set<String> stickers = new HashSet<>();
    private final boolean hasPost;

    private ContentReader(List<JsonNode> nodes, Predicate<String> isMedia) {
        this.nodes = nodes;
        this.isMedia = isMedia;
        this.hasPost = nodes.stream().anyMatch(node -> typeOf(node).equals("ig_post"));
    }

    /**
     * What the {@code message} member carries.
     *
     * @param isMedia whether the bytes behind an address can be fetched; another one is that of a page
     */
    public static Content read(JsonNode message, Predicate<String> isMedia) {
        List<JsonNode> nodes = new ArrayList<>();
        JsonNode attachments = message.path("attachments");
        if (attachments.isArray()) {
            attachments.forEach(nodes::add);
        } else if (attachments.isObject()) {
            nodes.add(attachments);
        }
        ContentReader reader = new ContentReader(nodes, isMedia);
        nodes.forEach(reader::readOne);
        return new Content(reader.attachments, reader.platformData);
    }

    private void readOne(JsonNode node) {
        String type = typeOf(node);
        switch (type) {
            case "image", "sticker" -> imageOrSticker(type, node);
            case "animated_image" -> media("image", node, null, false);
            case "video", "audio", "file" -> media(type, node, null, false);
            case "like_heart" -> attachments.add(new InboundAttachment("sticker", "like_heart", null, null, false));
            case "share" -> shareUnlessPost(node);
            case "ig_post", "post", "media" -> shared(type, node, "image", false);
            case "ig_reel", "reel" -> shared(type, node, "video", false);
            case "ig_story", "story" -> shared(type, node, "image", true);
            case "story_mention" -> media("story_mention", node, null, true);
            case "fallback" -> fallback(node);
            case "location" -> location(node);
            case "template" -> only("template", node.path("payload"), node);
            case "unsupported_type" -> shownAsFile(node);
            default -> keepUnlessBare(node);
        }
    }

    private void imageOrSticker(String type, JsonNode node) {
        String stickerId = stickerOf(node);
        if (stickerId.isEmpty()) {
            media(type, node, null, false);
        } else if (stickers.add(stickerId)) {
            String url = nodes.stream()
                    .filter(other -> stickerOf(other).equals(stickerId))
                    .map(ContentReader::urlOf)
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse("");
            attachments.add(
                    url.isEmpty()
                            ? new InboundAttachment("sticker", stickerId, null, null, false)
                            : fetched("sticker", stickerId, url, false));
        }
    }

    private void shareUnlessPost(JsonNode node) {
        if (!hasPost) {
            shared("share", node, "image", false);
        }
    }

    /** Something of somebody's that was passed on: always a link, and media when Meta gives the bytes. */
    private void shared(String type, JsonNode node, String usually, boolean story) {
        JsonNode payload = node.path("payload");
        String url = urlOf(node);
        boolean fetchable = isMedia.test(url);
        if (fetchable) {
            String kind = url.toLowerCase(Locale.ROOT).contains(".mp4") ? "video" : usually;
            attachments.add(fetched(kind, sharedId(payload), url, story));
        }
        if (!link(type, url, titleOf(node)) || (!fetchable && sharedId(payload) != null)) {
            keepUnlessBare(node);
        }
    }

    /** Its address and title stand beside the payload or in it; a payload may also be the address itself. */
    private void fallback(JsonNode node) {
        JsonNode payload = node.path("payload");
        String text = payload.isTextual() ? payload.asText() : "";
        String url = urlOf(node).isEmpty() && isAddress(text) ? text : urlOf(node);
        boolean linked = link("fallback", url, titleOf(node));
        if (!linked || (!text.isEmpty() && !isAddress(text))) {
            keepUnlessBare(node);
        }
    }

    private void location(JsonNode node) {
        ObjectNode place = Json.object();
        if (node.path("payload").path("coordinates") instanceof ObjectNode coordinates) {
            place.setAll(coordinates);
        }
        for (String name : List.of("title", "url")) {
            String text = node.path(name).asText("");
            if (!text.isEmpty() && !place.has(name)) {
                place.put(name, text);
            }
        }
        only("location", place, node);
    }

    /** The first one under its own name; the others, and empty ones, unchanged. */
    private void only(String name, JsonNode value, JsonNode node) {
        if (platformData.has(name) || value.isEmpty()) {
            keepUnlessBare(node);
        } else {
            platformData.set(name, value);
        }
    }

    /** What Meta can show nobody, but may have an address. */
    private void shownAsFile(JsonNode node) {
        String url = urlOf(node);
        if (isMedia.test(url)) {
            attachments.add(fetched("file", null, url, false));
        } else if (!link("unsupported_type", url, titleOf(node))) {
            keepUnlessBare(node);
        }
    }

    private void media(String type, JsonNode node, @Nullable String externalId, boolean story) {
        String url = urlOf(node);
        if (url.isEmpty()) {
            keepUnlessBare(node);
        } else {
            attachments.add(fetched(type, externalId, url, story));
        }
    }

    private static InboundAttachment fetched(String type, @Nullable String externalId, String url, boolean story) {
        return new InboundAttachment(type, externalId, url, Json.object().put("url", url), story);
    }

    private boolean link(String type, String url, String title) {
        if (url.isEmpty() && title.isEmpty()) {
            return false;
        }
        ObjectNode link = Json.object().put("type", type).put("title", title.isEmpty() ? null : title);
        link.put("url", url.isEmpty() ? null : url.startsWith("/") ? PERMALINKS + url : url);
        platformData.withArray("links").add(link);
        return true;
    }

    /** One that says nothing but its type tells of content that Meta keeps back. */
    private void keepUnlessBare(JsonNode node) {
        boolean bare = node.properties().stream()
                .allMatch(member -> member.getKey().equals("type")
                        || member.getValue().isNull()
                        || (member.getValue().isContainerNode()
                                && member.getValue().isEmpty()));
        if (!bare) {
            platformData.withArray("attachments").add(node);
        }
    }

    private static String typeOf(JsonNode node) {
        return node.path("type").asText("");
    }

    private static String stickerOf(JsonNode node) {
        return node.path("payload").path("sticker_id").asText("");
    }

    private static String titleOf(JsonNode node) {
        String inside = node.path("payload").path("title").asText("");
        return inside.isEmpty() ? node.path("title").asText("") : inside;
    }

    /** Inside the payload, or beside it. */
    private static String urlOf(JsonNode node) {
        for (JsonNode place : List.of(node.path("payload"), node)) {
            for (String name : ADDRESSES) {
                String url = place.path(name).asText("");
                if (!url.isEmpty()) {
                    return url;
                }
            }
        }
        return "";
    }

    private static boolean isAddress(String text) {
        return text.matches("(?i)https?://\\S+") || text.startsWith("/");
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
}
