package dev.parley.gateway.media;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.error.ApiException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An attachment as a customer wrote it into the body. */
sealed interface GivenMedia {
    record AtUrl(String url) implements GivenMedia {}

    record Inline(
            byte[] bytes,
            @Nullable String contentType,
            @Nullable String fileName) implements GivenMedia {}

    /** Characters of a URL. */
    int LONGEST_URL = 8_000;
    /** Characters of a file's name, and of its type. */
    int LONGEST_NAME = 500;

    /** @throws ApiException 422 when it is none of the three forms */
    static GivenMedia read(JsonNode entry) {
        if (entry.isTextual()) {
            String text = entry.asText().strip();
            return text.regionMatches(true, 0, "data:", 0, 5)
                    ? dataUri(text)
                    : new AtUrl(within("", LONGEST_URL, text));
        }
        if (entry.isObject() && entry.path("base64").isTextual()) {
            return new Inline(
                    decode(entry.path("base64").asText()), text("content_type", entry), text("filename", entry));
        }
        if (entry.isObject() && entry.path("url").isTextual()) {
            return new AtUrl(
                    within(".url", LONGEST_URL, entry.path("url").asText().strip()));
        }
        throw ApiException.unprocessable("media[0] must be a URL, a data URI or an object with base64");
    }

    private static GivenMedia dataUri(String uri) {
        int comma = uri.indexOf(',');
        String meta = comma < 0 ? "" : uri.substring("data:".length(), comma);
        if (!meta.toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw ApiException.unprocessable("media[0] must be a base64 data URI");
        }
        String type = meta.substring(0, meta.length() - ";base64".length());
        return new Inline(
                decode(uri.substring(comma + 1)), type.isEmpty() ? null : within("", LONGEST_NAME, type), null);
    }

    private static byte[] decode(String base64) {
        String payload = base64.strip();
        if (payload.regionMatches(true, 0, "data:", 0, 5)) {
            payload = payload.substring(payload.indexOf(',') + 1);
        }
        try {
            byte[] bytes = payload.indexOf('-') >= 0 || payload.indexOf('_') >= 0
                    ? Base64.getUrlDecoder().decode(payload)
                    : Base64.getMimeDecoder().decode(payload);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException invalid) {
            throw ApiException.unprocessable("media[0] is not valid base64");
        }
        throw ApiException.unprocessable("media[0] is empty");
    }

    private static @Nullable String text(String member, JsonNode entry) {
        JsonNode node = entry.path(member);
        return node.isTextual() && !node.asText().isBlank() ? within("." + member, LONGEST_NAME, node.asText()) : null;
    }

    private static String within(String member, int longest, String text) {
        if (text.length() > longest) {
            throw ApiException.unprocessable("media[0]" + member + " is too long (maximum is " + longest
                    + " characters, got " + text.length() + ")");
        }
        return text;
    }
}
