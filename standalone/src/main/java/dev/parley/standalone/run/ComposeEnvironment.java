package dev.parley.standalone.run;

import dev.parley.standalone.infrastructure.SandboxedPlatform;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What docker-compose.yml wants to find in {@code .env}: fresh secrets, the addresses that the world sees, the addresses
 * of the simulated platforms, and the object store.
 */
public final class ComposeEnvironment {
    private static final String SANDBOX = "http://sandbox:8080";
    private static final String PRIVATE_NETWORKS = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";

    private ComposeEnvironment() {}

    public static int print(boolean sandbox, boolean s3, PrintStream out) {
        out.println("# Keep this file: without PARLEY_SECRETS_KEYS the stored credentials cannot be read any more.");
        of(Secrets.fresh(), sandbox, s3).forEach((variable, value) -> out.println(variable + "=" + value));
        return 0;
    }

    static Map<String, String> of(Secrets secrets, boolean sandbox, boolean s3) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("COMPOSE_PROFILES", profiles(sandbox, s3));
        variables.put("POSTGRES_PASSWORD", secrets.databasePassword());
        variables.put("PARLEY_SECRETS_KEYS", secrets.encryptionKeys());
        variables.put("PARLEY_INTERNAL_SECRET", secrets.internalSecret());
        variables.put("PARLEY_OPERATOR_KEY", secrets.operatorKey());
        variables.put("GRAFANA_PASSWORD", Secrets.word());
        variables.putAll(sandbox ? simulated() : real());
        if (s3) {
            variables.putAll(objectStore());
        }
        return variables;
    }

    private static String profiles(boolean sandbox, boolean s3) {
        return Stream.of(sandbox ? "sandbox" : "", s3 ? "s3" : "")
                .filter(profile -> !profile.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> objectStore() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PARLEY_MEDIA_STORE", "s3");
        variables.put("PARLEY_MEDIA_S3_ENDPOINT", "http://s3:80");
        variables.put("PARLEY_MEDIA_S3_PATH_STYLE", "true");
        variables.put("PARLEY_MEDIA_S3_BUCKET", "parley-media");
        variables.put("PARLEY_MEDIA_S3_ACCESS_KEY", "parley");
        variables.put("PARLEY_MEDIA_S3_SECRET_KEY", Secrets.word());
        return variables;
    }

    /** To be filled in: platforms deliver to public https addresses only. */
    private static Map<String, String> real() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PARLEY_PUBLIC_URL", "https://parley.example.com");
        variables.put("PARLEY_HOOKS_URL", "https://parley.example.com");
        return variables;
    }

    /** Containers call each other by plain http in a private network, which nobody's customer may. */
    private static Map<String, String> simulated() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PARLEY_PUBLIC_URL", "http://api-gateway:8080");
        variables.put("PARLEY_HOOKS_URL", "http://ingest-service:8080");
        variables.put("PARLEY_HTTP_ALLOW_INSECURE", "true");
        variables.put("PARLEY_HTTP_ALLOWED_NETWORKS", PRIVATE_NETWORKS);
        new TreeMap<>(SandboxedPlatform.settings(SandboxedPlatform.ALL, SANDBOX))
                .forEach((key, value) -> variables.put(ServiceSettings.variable(key), value));
        return variables;
    }
}
