package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import java.util.Arrays;

/** The kinds of files in messages: how the Bot API calls them and what it accepts. */
enum MediaKind {
    PHOTO("photo", "photos", "AgAC", ".jpg", 10),
    VIDEO("video", "videos", "BAAC", ".mp4", 50),
    ANIMATION("animation", "animations", "CgAC", ".mp4", 50),
    AUDIO("audio", "music", "CQAC", ".mp3", 50),
    VOICE("voice", "voice", "AwAC", ".oga", 50),
    DOCUMENT("document", "documents", "BQAC", "", 50),
    STICKER("sticker", "stickers", "CAAC", ".webp", 50),
    VIDEO_NOTE("video_note", "video_notes", "DQAC", ".mp4", 50);

    private static final long MEGABYTE = 1024L * 1024;

    private final String field;
    private final String folder;
    private final String idPrefix;
    private final String extension;
    private final int uploadMegabytes;

    MediaKind(String field, String folder, String idPrefix, String extension, int uploadMegabytes) {
        this.field = field;
        this.folder = folder;
        this.idPrefix = idPrefix;
        this.extension = extension;
        this.uploadMegabytes = uploadMegabytes;
    }

    static MediaKind named(String field) {
        return Arrays.stream(values())
                .filter(kind -> kind.field.equals(field))
                .findFirst()
                .orElseThrow(() -> ControlRefusal.badRequest("there is no media kind " + field));
    }

    /** The parameter and the message field of this kind. */
    String field() {
        return field;
    }

    String idPrefix() {
        return idPrefix;
    }

    long uploadLimit() {
        return uploadMegabytes * MEGABYTE;
    }

    /** By URL Telegram takes less: 5 MB photos, 20 MB of anything else. */
    long urlLimit() {
        return (this == PHOTO ? 5 : 20) * MEGABYTE;
    }

    /** Where getFile says the file is. */
    String path(long number, String fileName) {
        int dot = fileName.lastIndexOf('.');
        String ending = dot >= 0 && fileName.substring(dot + 1).matches("[A-Za-z0-9]{1,8}")
                ? fileName.substring(dot)
                : extension;
        return folder + "/file_" + number + ending;
    }

    /** As refusals spell it. */
    String title() {
        return switch (this) {
            case VIDEO_NOTE -> "VideoNote";
            case VOICE -> "VoiceNote";
            case PHOTO, VIDEO, ANIMATION, AUDIO, DOCUMENT, STICKER ->
                Character.toUpperCase(field.charAt(0)) + field.substring(1);
        };
    }
}
