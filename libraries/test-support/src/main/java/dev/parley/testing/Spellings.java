package dev.parley.testing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Ways to write a path that some program in between may read as the same path. */
public final class Spellings {
    private Spellings() {}

    /** @return request targets by what is odd about them; the first is the path itself */
    public static Map<String, String> of(String path) {
        String first = path.split("/", -1)[1];
        String rest = path.substring(1 + first.length());
        String last = path.substring(path.lastIndexOf('/') + 1);
        String front = path.substring(0, path.length() - last.length());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("itself", path);
        all.put("first letter encoded", "/" + encoded(first, 1) + rest);
        all.put("every letter encoded", encodedLetters(path));
        all.put("lower-case escapes", encodedLetters(path).toLowerCase(Locale.ROOT));
        all.put("encoded twice", "/%25" + encoded(first, 1).substring(1) + rest);
        all.put("double slash in front", "/" + path);
        all.put("double slashes", path.replace("/", "//"));
        all.put("trailing slash", path + "/");
        all.put("dot segment", "/." + path);
        all.put("dot segment inside", front + "./" + last);
        all.put("climbing", "/docs/.." + path);
        all.put("climbing from media", "/media/x/../.." + path);
        all.put("climbing, encoded", "/docs/%2e%2e" + path);
        all.put("climbing over an encoded slash", "/docs/..%2f" + path.substring(1));
        all.put("climbing over a backslash", "/docs/..%5c" + path.substring(1));
        all.put("matrix parameter", path + ";x=1");
        all.put("matrix parameter in front", "/" + first + ";x=1" + rest);
        all.put("encoded matrix parameter", path + "%3Bx=1");
        all.put("encoded slash", "/" + first + "%2F" + (rest.isEmpty() ? "" : rest.substring(1)));
        all.put("encoded slash in front", "/%2F" + path.substring(1));
        all.put("backslash", path.replace("/", "\\"));
        all.put("upper case", path.toUpperCase(Locale.ROOT));
        all.put("absolute form", "http://parley.example" + path);
        all.put("absolute form of another scheme", "https://user@parley.example:1" + path);
        all.put("NUL at the end", path + "%00");
        all.put("overlong slash", "/" + first + "%c0%af" + (rest.isEmpty() ? "" : rest.substring(1)));
        all.put("fragment", path + "#/docs");
        all.put("encoded question mark", path + "%3Fx=1");
        all.put("query that looks like a path", path + "?/../docs");
        all.put("space at the end", path + "%20");
        all.put("dot at the end", path + ".");
        all.put("an extension", path + ".json");
        return all;
    }

    /** Headers that some program in between may take for another method or path. */
    public static Map<String, String> overrides() {
        return new TreeMap<>(Map.of(
                "X-HTTP-Method-Override", "GET",
                "X-Method-Override", "GET",
                "X-Original-URL", "/docs",
                "X-Rewrite-URL", "/docs",
                "X-Forwarded-Prefix", "/docs",
                "X-Forwarded-For", "127.0.0.1"));
    }

    private static String encoded(String text, int letters) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            encoded.append(i < letters ? String.format(Locale.ROOT, "%%%02X", (int) text.charAt(i)) : text.charAt(i));
        }
        return encoded.toString();
    }

    private static String encodedLetters(String path) {
        StringBuilder encoded = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            encoded.append('/').append(encoded(segment, segment.length()));
        }
        return encoded.toString();
    }
}
