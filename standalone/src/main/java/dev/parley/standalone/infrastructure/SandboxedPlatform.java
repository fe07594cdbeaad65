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
 * @param values further keys, with what the stand-in expects; they belong to the platform, not to the address
 * @param calledFromOutside whether the real platform delivers to us, and so needs a public address
 */
public record SandboxedPlatform(
        String name, Map<String, String> paths, Map<String, String> values, boolean calledFromOutside) {
    /** As the sandbox's GraphSettings have them. */
    private static final String META_APP = "4242001";

    private static final String META_SECRET = "sandbox-app-secret";

    public static final List<SandboxedPlatform> ALL = List.of(
            new SandboxedPlatform("telegram", Map.of("parley.telegram.api-url", "/telegram"), Map.of(), true),
            new SandboxedPlatform(
                    "facebook",
                    Map.of(
                            "parley.graph.facebook-url", "/graph-facebook",
                            "parley.graph.facebook-dialog-url", "/graph-facebook",
                            "parley.graph.media-hosts", ""),
                    Map.of(
                            "parley.graph.app-id",
                            META_APP,
                            "parley.graph.app-secrets",
                            META_SECRET,
                            "parley.graph.verify-token",
                            "sandbox-verify-token",
                            "parley.graph.register-webhooks",
                            "true"),
                    true),
            new SandboxedPlatform(
                    "instagram",
                    Map.of(
                            "parley.graph.instagram-url", "/graph-instagram",
                            "parley.graph.instagram-token-url", "/graph-instagram",
                            "parley.graph.instagram-dialog-url", "/graph-instagram/dialog/oauth",
                            "parley.graph.media-hosts", ""),
                    Map.of(
                            "parley.graph.instagram-app-id", META_APP,
                            "parley.graph.instagram-app-secrets", META_SECRET),
                    true),
            new SandboxedPlatform(
                    "bluesky",
                    Map.of(
                            "parley.bluesky.entryway-url", "/bluesky",
                            "parley.bluesky.plc-url", "/plc",
                            "parley.bluesky.media-hosts", ""),
                    // A simulated platform may be asked as often as one likes.
                    Map.of("parley.poller.interval", "2s", "parley.poller.busy-interval", "1s"),
                    false));

    /** The configuration that sends these platforms' calls into the sandbox at {@code url}. */
    public static Map<String, String> settings(Collection<SandboxedPlatform> platforms, String url) {
        Map<String, String> settings = new HashMap<>();
        platforms.forEach(platform -> {
            platform.paths().forEach((key, path) -> settings.put(key, url + path));
            settings.putAll(platform.values());
        });
        return settings;
    }
}
