package dev.parley.standalone.infrastructure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A platform that the sandbox plays.
 *
 * @param name as the API calls it
 * @param paths for each configuration key with one of the platform's addresses, the path of its stand-in
 * @param calledFromOutside whether the real platform delivers to us, and so needs a public address
 */
public record SandboxedPlatform(String name, Map<String, String> paths, boolean calledFromOutside) {
    public static final List<SandboxedPlatform> ALL = List.of(
            new SandboxedPlatform("telegram", Map.of("parley.telegram.api-url", "/telegram"), true),
            new SandboxedPlatform("facebook", Map.of("parley.graph.facebook-url", "/graph-facebook"), true),
            new SandboxedPlatform("instagram", Map.of("parley.graph.instagram-url", "/graph-instagram"), true),
            new SandboxedPlatform(
                    "bluesky",
                    Map.of("parley.bluesky.entryway-url", "/bluesky", "parley.bluesky.plc-url", "/plc"),
                    false));

    /** The configuration that sends these platforms' calls into the sandbox at {@code url}. */
    public static Map<String, String> settings(Collection<SandboxedPlatform> platforms, String url) {
        Map<String, String> settings = new HashMap<>();
        platforms.forEach(platform -> platform.paths().forEach((key, path) -> settings.put(key, url + path)));
        return settings;
    }
}
