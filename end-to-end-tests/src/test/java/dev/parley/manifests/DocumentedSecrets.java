package dev.parley.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of docs/deployment.md that begin with a Secret's name: {@code | `parley-secrets` | `key`, `key` | …}. */
record DocumentedSecrets(Map<String, Set<String>> keysByName) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(parley-[a-z]+)` \\| ([^|]*) \\|");
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    static DocumentedSecrets read() {
        Map<String, Set<String>> secrets = new HashMap<>();
        Matcher rows = ROW.matcher(page());
        while (rows.find()) {
            Set<String> keys = new HashSet<>();
            KEY.matcher(rows.group(2)).results().forEach(key -> keys.add(key.group(1)));
            secrets.put(rows.group(1), keys);
        }
        return new DocumentedSecrets(secrets);
    }

    boolean has(String name) {
        return keysByName.containsKey(name);
    }

    boolean has(String name, String key) {
        return keysByName.getOrDefault(name, Set.of()).contains(key);
    }

    private static String page() {
        try {
            return Files.readString(Manifests.ROOT.resolve("docs/deployment.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
