package dev.parley.standalone.run;

import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.SandboxedPlatform;
import dev.parley.standalone.process.StartFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The configuration of the services, as environment variables: the same names that a container is given. */
final class ServiceSettings {
    /** How the services that read a topic call what they read it through. */
    private static final Map<SystemPart, String> CHANNELS = Map.of(
            SystemPart.DISPATCH_SERVICE, "outbound",
            SystemPart.INGEST_SERVICE, "inbound",
            SystemPart.WEBHOOK_FANOUT, "events");

    private final Map<String, String> environment;
    private final PortPlan ports;
    private final List<SandboxedPlatform> sandboxed;

    /**
     * @param environment our own; PARLEY_PUBLIC_URL and PARLEY_HOOKS_URL in it tell the world's way in
     * @param real names of the platforms that are called for real
     */
    ServiceSettings(Map<String, String> environment, PortPlan ports, Set<String> real) {
        this.environment = environment;
        this.ports = ports;
        this.sandboxed = SandboxedPlatform.ALL.stream()
                .filter(platform -> !real.contains(platform.name()))
                .toList();
        for (SandboxedPlatform platform : SandboxedPlatform.ALL) {
            if (platform.calledFromOutside()
                    && real.contains(platform.name())
                    && !environment.containsKey("PARLEY_PUBLIC_URL")) {
                throw new StartFailure(
                        "%s delivers to a public address: set PARLEY_PUBLIC_URL to the https address that leads here."
                                .formatted(platform.name()));
            }
        }
    }

    boolean needsSandbox() {
        return !sandboxed.isEmpty();
    }

    String hooksUrl() {
        return environment.getOrDefault(
                "PARLEY_HOOKS_URL",
                environment.getOrDefault("PARLEY_PUBLIC_URL", ports.url(SystemPart.INGEST_SERVICE)));
    }

    /** What one service is started with. */
    Map<String, String> of(SystemPart part, Home home, Secrets secrets, Endpoints endpoints) {
        Map<String, String> settings = new HashMap<>(listening(part));
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", endpoints.reactiveUrl());
        settings.put("QUARKUS_DATASOURCE_USERNAME", endpoints.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", endpoints.password());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", endpoints.bootstrapServers());
        settings.put(
                "PARLEY_PUBLIC_URL", environment.getOrDefault("PARLEY_PUBLIC_URL", ports.url(SystemPart.API_GATEWAY)));
        settings.put("PARLEY_HOOKS_URL", hooksUrl());
        settings.put("PARLEY_DISPATCH_URL", ports.url(SystemPart.DISPATCH_SERVICE));
        settings.putAll(secretsOf(part, secrets));
        settings.put("PARLEY_HTTP_ALLOW_INSECURE", "true");
        settings.put("PARLEY_MEDIA_FOLDER", home.media().toString());
        SandboxedPlatform.settings(sandboxed, ports.url(SystemPart.SANDBOX))
                .forEach((key, value) -> settings.put(variable(key), value));
        settings.putAll(membership(part));
        return settings;
    }

    /** What the sandbox is started with. */
    Map<String, String> ofSandbox(Home home) {
        Map<String, String> settings = new HashMap<>(listening(SystemPart.SANDBOX));
        settings.put("PARLEY_SANDBOX_FOLDER", home.sandbox().toString());
        return settings;
    }

    /** A secret goes to those who use it. */
    private static Map<String, String> secretsOf(SystemPart part, Secrets secrets) {
        Map<String, String> given = new HashMap<>(Map.of("PARLEY_SECRETS_KEYS", secrets.encryptionKeys()));
        if (part == SystemPart.API_GATEWAY || part == SystemPart.DISPATCH_SERVICE) {
            given.put("PARLEY_INTERNAL_SECRET", secrets.internalSecret());
        }
        if (part == SystemPart.API_GATEWAY) {
            given.put("PARLEY_OPERATOR_KEY", secrets.operatorKey());
        }
        return given;
    }

    /**
     * There is one of each here, so one that was killed takes its topic up again as soon as it runs, and does not wait
     * until the broker has given its predecessor up.
     */
    private static Map<String, String> membership(SystemPart part) {
        String channel = CHANNELS.get(part);
        return channel == null
                ? Map.of()
                : Map.of(variable("mp.messaging.incoming." + channel + ".group.instance.id"), part.label());
    }

    /** What every Quarkus program needs, the sandbox included. */
    Map<String, String> listening(SystemPart part) {
        return Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(ports.of(part)),
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(ports.managementOf(part).orElseThrow()),
                // glibc would otherwise keep an arena per thread: tens of megabytes for nothing.
                "MALLOC_ARENA_MAX", "2");
    }

    /** A configuration key as the environment spells it. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
