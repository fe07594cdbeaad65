package dev.parley.media;

import java.util.ArrayList;
import java.util.List;

/** The brands in the first box of an ISO file: pictures, sound and films share the container. */
final class Brands {
    private static final int FIRST = 8;
    private static final int COMPATIBLE = 16;
    private static final int LENGTH = 4;

    private Brands() {}

    /**
     * The content type.
     *
     * @param head the first bytes as ISO 8859-1, at least as long as the major brand
     * @param sound whether it is called sound, which decides where the brands say only "ISO"
     */
    static String typeOf(String head, boolean sound) {
        for (String brand : all(head)) {
            switch (brand) {
                case "heic", "heix", "heim", "heis" -> {
                    return "image/heic";
                }
                case "avif", "avis" -> {
                    return "image/avif";
                }
                case "M4A ", "M4B ", "M4P " -> {
                    return "audio/mp4";
                }
                default -> {}
            }
        }
        String major = head.substring(FIRST, FIRST + LENGTH);
        return switch (major) {
            case "mif1", "msf1", "hevc", "hevx", "heif" -> "image/heif";
            case "qt  " -> "video/quicktime";
            default -> (sound ? "audio/" : "video/") + (major.startsWith("3g") ? "3gpp" : "mp4");
        };
    }

    /** The major one, then those it is compatible with, as far as the box goes. */
    private static List<String> all(String head) {
        List<String> brands = new ArrayList<>();
        brands.add(head.substring(FIRST, FIRST + LENGTH));
        int size = (head.charAt(0) << 24) | (head.charAt(1) << 16) | (head.charAt(2) << 8) | head.charAt(3);
        int end = Math.min(size, head.length());
        for (int at = COMPATIBLE; at + LENGTH <= end; at += LENGTH) {
            brands.add(head.substring(at, at + LENGTH));
        }
        return brands;
    }
}
