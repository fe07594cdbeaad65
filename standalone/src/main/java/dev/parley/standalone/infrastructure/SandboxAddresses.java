package dev.parley.standalone.infrastructure;

import java.util.Map;

/** Where the sandbox plays which platform. */
public final class SandboxAddresses {
    private SandboxAddresses() {}

    /** Every platform address, by its configuration key, for a sandbox at this base address. */
    public static Map<String, String> settings(String sandbox) {
        return Map.of(
                "parley.telegram.api-url", sandbox + "/telegram",
                "parley.graph.facebook-url", sandbox + "/graph-facebook",
                "parley.graph.instagram-url", sandbox + "/graph-instagram",
                "parley.bluesky.entryway-url", sandbox + "/bluesky",
                "parley.bluesky.plc-url", sandbox + "/plc");
    }
}
