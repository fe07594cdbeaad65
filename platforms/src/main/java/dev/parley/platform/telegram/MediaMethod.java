package dev.parley.platform.telegram;

import dev.parley.platform.OutboundAttachment;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which method sends an attachment so that it is shown as what it is. What Telegram's apps cannot show inline, such as a
 * photo that is too large, goes as a document rather than being refused.
 */
enum MediaMethod {
    PHOTO("sendPhoto", "photo"),
    VIDEO("sendVideo", "video"),
    ANIMATION("sendAnimation", "animation"),
    AUDIO("sendAudio", "audio"),
    VOICE("sendVoice", "voice"),
    STICKER("sendSticker", "sticker"),
    DOCUMENT("sendDocument", "document");

    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/jpg", "image/png", "image/webp");
    private static final Set<String> VIDEOS = Set.of("video/mp4", "video/quicktime");
    private static final Set<String> SONGS =
            Set.of("audio/mpeg", "audio/mp3", "audio/mp4", "audio/m4a", "audio/x-m4a", "audio/aac");
    private static final Set<String> VOICES = Set.of("audio/ogg", "audio/opus", "application/ogg");
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/png", "png"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("video/mp4", "mp4"),
            Map.entry("video/quicktime", "mov"),
            Map.entry("video/webm", "webm"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/ogg", "ogg"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/x-tgsticker", "tgs"));

    private final String method;
    private final String field;

    MediaMethod(String method, String field) {
        this.method = method;
        this.field = field;
    }

    String method() {
        return method;
    }

    /** The form field that holds the file. */
    String field() {
        return field;
    }

    static MediaMethod of(OutboundAttachment attachment) {
        String type = bare(attachment.contentType());
        return switch (attachment.type()) {
            case "image" -> type.equals("image/gif") ? ANIMATION : isPhoto(attachment, type) ? PHOTO : DOCUMENT;
            case "video" -> VIDEOS.contains(type) ? VIDEO : DOCUMENT;
            case "audio" -> VOICES.contains(type) ? VOICE : SONGS.contains(type) ? AUDIO : DOCUMENT;
            case "sticker" -> STICKER;
            default -> DOCUMENT;
        };
    }

    private static boolean isPhoto(OutboundAttachment attachment, String type) {
        return PHOTOS.contains(type) && attachment.size() <= TelegramCapabilities.LARGEST_PHOTO;
    }

    /** Telegram tells some kinds by the name's ending, so there is always a name. */
    static String fileName(OutboundAttachment attachment) {
        String given = attachment.fileName();
        if (given != null && !given.isBlank()) {
            return given;
        }
        return attachment.type() + "." + ENDINGS.getOrDefault(bare(attachment.contentType()), "bin");
    }

    private static String bare(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
