package dev.parley.media;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What kind of content something is: by its first bytes, then by its name, then by what was claimed. */
public final class ContentTypes {
    /** How many of the first bytes are looked at. */
    public static final int HEAD = 256;

    public static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("avif", "image/avif"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("weba", "audio/webm"),
            Map.entry("mka", "audio/x-matroska"),
            Map.entry("3gp", "video/3gpp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("avi", "video/x-msvideo"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("oga", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("aac", "audio/aac"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("zip", "application/zip"));

    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", "jpg"),
            Map.entry("image/png", "png"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("image/heic", "heic"),
            Map.entry("image/heif", "heif"),
            Map.entry("image/avif", "avif"),
            Map.entry("video/mp4", "mp4"),
            Map.entry("video/quicktime", "mov"),
            Map.entry("video/webm", "webm"),
            Map.entry("video/3gpp", "3gp"),
            Map.entry("video/x-msvideo", "avi"),
            Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp4", "m4a"),
            Map.entry("audio/ogg", "ogg"),
            Map.entry("audio/wav", "wav"),
            Map.entry("audio/aac", "aac"),
            Map.entry("audio/webm", "weba"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("text/plain", "txt"),
            Map.entry("application/zip", "zip"));

    private static final List<String> PAGE_STARTS =
            List.of("<html", "<head", "<body", "<script", "<iframe", "<!--", "<title", "<meta", "<style", "<img");

    private ContentTypes() {}

    /**
     * The content type.
     *
     * @param head the first {@link #HEAD} bytes, or fewer
     */
    public static String of(byte[] head, @Nullable String fileName, @Nullable String claimed) {
        boolean sound = isSound(fileName, claimed);
        return sniffed(head, sound)
                .or(() -> byName(fileName))
                .or(() -> Optional.ofNullable(claimed).map(ContentTypes::bare).filter(type -> type.contains("/")))
                .orElse(UNKNOWN);
    }

    /** {@code image}, {@code video}, {@code audio} or {@code file}. */
    public static String attachmentType(String contentType) {
        int slash = contentType.indexOf('/');
        String family = slash < 0 ? "" : contentType.substring(0, slash);
        return switch (family) {
            case "image", "video", "audio" -> contentType.equals("image/svg+xml") ? "file" : family;
            default -> "file";
        };
    }

    /** By the extension of a file name or of a URL's path. */
    public static Optional<String> byName(@Nullable String fileName) {
        if (fileName == null) {
            return Optional.empty();
        }
        int dot = fileName.lastIndexOf('.');
        String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_EXTENSION.get(extension));
    }

    /** The name with the ending of its type, where it has none. */
    public static String named(String fileName, String contentType) {
        String ending = ENDINGS.get(contentType);
        boolean has = fileName.matches(".*\\.[A-Za-z0-9]{1,8}");
        return has || ending == null ? fileName : fileName + "." + ending;
    }

    /** What is only said, and tells a container with sound alone from one with pictures. */
    private static boolean isSound(@Nullable String fileName, @Nullable String claimed) {
        boolean claims = claimed != null && bare(claimed).startsWith("audio/");
        return claims
                || byName(fileName).filter(type -> type.startsWith("audio/")).isPresent();
    }

    private static Optional<String> sniffed(byte[] head, boolean sound) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (text.startsWith("\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        if (text.startsWith("GIF8")) {
            return Optional.of("image/gif");
        }
        if (text.startsWith("RIFF") && text.length() >= 12) {
            return riff(text.substring(8, 12));
        }
        if (text.startsWith("ftyp", 4) && text.length() >= 12) {
            return Optional.of(Brands.typeOf(text, sound));
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return Optional.of((sound ? "audio/" : "video/") + (text.contains("matroska") ? "x-matroska" : "webm"));
        }
        return rarer(text);
    }

    private static Optional<String> rarer(String text) {
        if (text.startsWith("OggS")) {
            return Optional.of("audio/ogg");
        }
        if (text.startsWith("ID3") || text.startsWith("\u00ff\u00fb") || text.startsWith("\u00ff\u00f3")) {
            return Optional.of("audio/mpeg");
        }
        if (text.startsWith("%PDF-")) {
            return Optional.of("application/pdf");
        }
        return page(text);
    }

    /** What a browser would run, whatever it is called. */
    private static Optional<String> page(String text) {
        String start = text.replaceFirst("^(?:\u00ef\u00bb\u00bf)?\\s*", "").toLowerCase(Locale.ROOT);
        if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg"))) {
            return Optional.of("image/svg+xml");
        }
        if (start.startsWith("<!doctype html") || PAGE_STARTS.stream().anyMatch(start::startsWith)) {
            return Optional.of("text/html");
        }
        return start.startsWith("<?xml") ? Optional.of("text/xml") : Optional.empty();
    }

    private static Optional<String> riff(String form) {
        return switch (form) {
            case "WEBP" -> Optional.of("image/webp");
            case "WAVE" -> Optional.of("audio/wav");
            case "AVI " -> Optional.of("video/x-msvideo");
            default -> Optional.empty();
        };
    }

    private static String bare(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
