package dev.parley.sandbox.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The simulated Meta app. */
@ConfigMapping(prefix = "parley.sandbox.graph")
interface GraphSettings {
    /** The app's id. */
    @WithDefault("4242001")
    String appId();

    /** The secret that signs deliveries and that {@code appsecret_proof} is checked against. */
    @WithDefault("sandbox-app-secret")
    String appSecret();

    /** Where deliveries go until the app's webhook is registered; the network's name is appended. */
    @WithDefault("http://127.0.0.1:8081/hooks")
    String hooksUrl();

    /** How many items one delivery holds at most. */
    @WithDefault("20")
    int batch();

    /** How many files are remembered before the oldest is forgotten. */
    @WithDefault("500")
    int fileLimit();
}
