package dev.parley.gateway.media;

import dev.parley.media.ContentTypes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How stored bytes are shown to the world: pictures, sound, films and PDF as what they are; anything that a browser
 * might run or render as a page only as a download.
 */
record ServedMedia(String contentType, String disposition) {
    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/heic",
            "image/heif",
            "image/avif",
            "video/mp4",
            "video/quicktime",
            "video/webm",
            "video/x-msvideo",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/wav",
            "audio/aac",
            "audio/webm",
            "application/pdf");

    static ServedMedia of(String storedType, @Nullable String fileName) {
        boolean shown = SHOWN.contains(storedType);
        String named = fileName == null
                ? ""
                : "; filename=\"" + harmless(fileName) + "\"; filename*=UTF-8''" + encoded(fileName);
        return new ServedMedia(shown ? storedType : ContentTypes.UNKNOWN, (shown ? "inline" : "attachment") + named);
    }

    /** As RFC 8187 wants it: more is escaped than in a form, and a space is no plus. */
    private static String encoded(String fileName) {
        return URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static String harmless(String fileName) {
        String kept = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
        return kept.substring(0, Math.min(kept.length(), 100));
    }
}
