package dev.parley.manifests;

import dev.parley.documentation.ConfigurationSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Which environment variables mean something to which program, read out of the sources. */
record Settings(Map<String, Set<String>> variablesByModule, Map<String, String> fallbacks) {
    private static final Pattern PROPERTY = Pattern.compile(
            "@ConfigProperty\\(\\s*name = \"(parley[^\"]+)\"|\\$\\{(parley[a-z.-]+)|\"(PARLEY_TOPICS_[A-Z_]+)\"");
    private static final Set<String> OF_QUARKUS = Set.of(
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_SHUTDOWN_TIMEOUT",
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "QUARKUS_MANAGEMENT_HOST",
            "QUARKUS_MANAGEMENT_PORT",
            "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
            "QUARKUS_OTEL_SDK_DISABLED",
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
            "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
            "JDK_JAVA_OPTIONS");
    private static final List<String> SHARED = List.of(
            "libraries/kernel", "libraries/normaliser", "libraries/guarded-http", "libraries/media-store", "platforms");

    private static final Settings OF_THE_CODE = read();

    static Settings ofTheCode() {
        return OF_THE_CODE;
    }

    private static Settings read() {
        Map<String, Set<String>> variables = new HashMap<>();
        Map<String, String> fallbacks = new HashMap<>();
        for (ConfigurationSources.Setting setting : new ConfigurationSources(Manifests.ROOT).settings()) {
            variables.computeIfAbsent(setting.module(), _ -> new TreeSet<>()).add(variable(setting.key()));
            setting.fallback().ifPresent(value -> fallbacks.put(setting.key(), value));
        }
        try (Stream<Path> files = Files.walk(Manifests.ROOT)) {
            files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))
                    .forEach(file -> addProperties(file, variables));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Settings(variables, fallbacks);
    }

    private static void addProperties(Path file, Map<String, Set<String>> variables) {
        try {
            Matcher found = PROPERTY.matcher(Files.readString(file));
            String module = Manifests.ROOT.relativize(file).toString().replaceFirst("/src/.*", "");
            while (found.find()) {
                String key = Stream.of(found.group(1), found.group(2), found.group(3))
                        .filter(group -> group != null)
                        .findFirst()
                        .orElseThrow();
                variables.computeIfAbsent(module, _ -> new TreeSet<>()).add(variable(key));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the variable means something to this program. */
    boolean isKnown(String program, String variable) {
        String module = program.equals("migration") ? "standalone" : program;
        return isOfAFramework(variable)
                || Stream.concat(Stream.of(module), SHARED.stream())
                        .anyMatch(home ->
                                variablesByModule.getOrDefault(home, Set.of()).contains(variable));
    }

    /** Whether it means something to any program: what all of them are given is given to some in vain. */
    boolean isKnownToAny(String variable) {
        return variablesByModule.keySet().stream().anyMatch(module -> isKnown(module, variable));
    }

    /** The secrets among the settings of the programs that are deployed. */
    Set<String> secrets() {
        return variablesByModule.entrySet().stream()
                .filter(module -> !module.getKey().equals("sandbox"))
                .flatMap(module -> module.getValue().stream())
                .filter(SecretOwners::isSecret)
                .collect(Collectors.toSet());
    }

    String fallback(String key) {
        return fallbacks.getOrDefault(key, "");
    }

    private static boolean isOfAFramework(String variable) {
        return OF_QUARKUS.contains(variable)
                || (variable.startsWith("KAFKA_")
                        && AdminClientConfig.configNames()
                                .contains(variable.substring("KAFKA_".length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.')));
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
