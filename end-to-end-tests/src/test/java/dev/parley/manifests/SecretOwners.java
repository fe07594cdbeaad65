package dev.parley.manifests;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which program uses which secret: nobody else is given it. */
final class SecretOwners {
    private static final Set<String> SERVICES =
            Set.of("api-gateway", "ingest-service", "dispatch-service", "bluesky-poller", "webhook-fanout");
    private static final Set<String> META = Set.of("ingest-service", "dispatch-service");
    private static final Set<String> MEDIA = Set.of("api-gateway", "dispatch-service");

    /** Each secret variable with the programs that read it. */
    static final Map<String, Set<String>> BY_VARIABLE = Map.of(
            "QUARKUS_DATASOURCE_PASSWORD", withMigration(),
            "PARLEY_SECRETS_KEYS", SERVICES,
            "PARLEY_INTERNAL_SECRET", Set.of("api-gateway", "dispatch-service"),
            "PARLEY_OPERATOR_KEY", Set.of("api-gateway"),
            "PARLEY_GRAPH_APP_SECRETS", META,
            "PARLEY_GRAPH_INSTAGRAM_APP_SECRETS", META,
            "PARLEY_GRAPH_VERIFY_TOKEN", META,
            "PARLEY_MEDIA_S3_ACCESS_KEY", MEDIA,
            "PARLEY_MEDIA_S3_SECRET_KEY", MEDIA);

    /** Each Kubernetes Secret that is taken as a whole, with the programs that take it. */
    static final Map<String, Set<String>> BY_SECRET =
            Map.of("parley-platforms", META, "parley-media", MEDIA, "parley-kafka", withMigration());

    private static final Pattern SECRET = Pattern.compile("(\\w+_)?(SECRETS?|KEYS?|PASSWORD|TOKEN|JAAS_CONFIG)");

    private SecretOwners() {}

    private static Set<String> withMigration() {
        Set<String> all = new TreeSet<>(SERVICES);
        all.add("migration");
        return all;
    }

    /** Whether a variable's name says that its value is secret. */
    static boolean isSecret(String variable) {
        return SECRET.matcher(variable).matches() && !variable.endsWith("_PER_KEY");
    }

    /** The secret variables that a program is to be given. */
    static Set<String> of(String program) {
        return BY_VARIABLE.entrySet().stream()
                .filter(secret -> secret.getValue().contains(program))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
