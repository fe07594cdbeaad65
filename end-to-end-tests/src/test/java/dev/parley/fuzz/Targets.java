package dev.parley.fuzz;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a request target means to a lenient server. */
final class Targets {
    private Targets() {}

    /** The path, decoded, with single slashes and without dot segments, parameters and authority. */
    static String path(String target) {
        String path = target.replaceFirst("^https?://[^/]*", "").replaceFirst("[?#].*", "");
        path = decoded(decoded(path)).replace('\\', '/').replaceAll(";[^/]*", "");
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/+")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    static boolean leadsToApi(String target) {
        String path = path(target);
        return path.equals("/api") || path.startsWith("/api/");
    }

    /** Whether it says so itself, in the form that every client uses. */
    static boolean isPlainlyApi(String target) {
        String path = target.replaceFirst("[?#].*", "");
        return path.startsWith("/api/")
                && !path.contains("..")
                && !path.contains("/./")
                && !path.contains("%2e")
                && leadsToApi(target);
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("%", i) && i + 2 < text.length() && isHex(text, i + 1) && isHex(text, i + 2)) {
                decoded.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                decoded.append(text.charAt(i));
            }
        }
        return decoded.toString();
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0;
    }
}
