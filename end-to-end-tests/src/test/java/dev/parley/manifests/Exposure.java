package dev.parley.manifests;

import static dev.parley.manifests.Resources.each;
import static dev.parley.manifests.Resources.name;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.manifests.Resources.Workload;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is open to whom: the management port to probes and Prometheus, a secret to the program that uses it. */
final class Exposure {
    static final List<Rule> ALL = List.of(
            Exposure::theManagementPortIsThatOfTheImages,
            Exposure::probesAskTheManagementPort,
            Exposure::noServiceLeadsToTheManagementPort,
            Exposure::onlyPrometheusMayCallTheManagementPort,
            Exposure::monitorsReadTheManagementPort,
            Exposure::secretsGoToThoseWhoUseThem,
            Exposure::noSecretStandsInTheOpen);

    private static final JsonNode MANAGEMENT = TextNode.valueOf("management");
    private static final int MANAGEMENT_PORT = 9000;

    /** No secret, but it stands in one: beside its password. */
    private static final String DATABASE_USER = "QUARKUS_DATASOURCE_USERNAME";

    private static final String PROMETHEUS = "/namespaceSelector/matchLabels/kubernetes.io~1metadata.name";

    private Exposure() {}

    static Stream<String> theManagementPortIsThatOfTheImages(Resources resources) {
        return resources.workloads().stream()
                .filter(Workload::isService)
                .filter(workload -> each(workload.container().path("ports"))
                        .noneMatch(port -> port.path("name").equals(MANAGEMENT)
                                && port.path("containerPort").asInt() == MANAGEMENT_PORT))
                .map(workload -> workload.name() + " has no management port");
    }

    static Stream<String> probesAskTheManagementPort(Resources resources) {
        return resources.workloads().stream()
                .filter(Workload::isService)
                .flatMap(workload -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> workload.container().path(probe).path("httpGet"))
                        .filter(asked -> !asked.path("port").equals(MANAGEMENT)
                                || !asked.path("path").asText().startsWith("/q/health/"))
                        .map(asked -> "a probe of %s asks %s".formatted(workload.name(), asked)));
    }

    static Stream<String> noServiceLeadsToTheManagementPort(Resources resources) {
        return resources
                .ofKind("Service")
                .filter(service -> each(service.at("/spec/ports"))
                        .anyMatch(port -> isManagement(port.path("targetPort")) || isManagement(port.path("port"))))
                .map(service -> "service %s leads to the management port".formatted(name(service)));
    }

    private static boolean isManagement(JsonNode port) {
        return port.equals(MANAGEMENT) || port.asInt() == MANAGEMENT_PORT;
    }

    /** A rule without ports opens all of them. */
    static Stream<String> onlyPrometheusMayCallTheManagementPort(Resources resources) {
        return resources
                .ofKind("NetworkPolicy")
                .flatMap(policy -> each(policy.at("/spec/ingress"))
                        .filter(rule -> opensTheWrongPort(rule))
                        .map(rule -> "policy %s opens the wrong ports: %s".formatted(name(policy), rule)));
    }

    private static boolean opensTheWrongPort(JsonNode rule) {
        boolean prometheusAlone = !rule.path("from").isEmpty()
                && each(rule.path("from"))
                        .allMatch(peer -> peer.at(PROMETHEUS).asText().equals("monitoring"));
        List<JsonNode> ports =
                each(rule.path("ports")).map(port -> port.path("port")).toList();
        return prometheusAlone
                ? !ports.stream().allMatch(Exposure::isManagement) || ports.isEmpty()
                : ports.isEmpty() || ports.stream().anyMatch(Exposure::isManagement);
    }

    static Stream<String> monitorsReadTheManagementPort(Resources resources) {
        return resources
                .ofKind("PodMonitor")
                .filter(monitor -> !each(monitor.at("/spec/podMetricsEndpoints"))
                        .allMatch(endpoint -> endpoint.path("port").equals(MANAGEMENT)))
                .map(monitor -> "monitor %s does not read the management port".formatted(name(monitor)));
    }

    static Stream<String> secretsGoToThoseWhoUseThem(Resources resources) {
        return resources.workloads().stream().flatMap(workload -> {
            Set<String> wanted = SecretOwners.of(workload.name());
            List<String> given = each(workload.container().path("env"))
                    .filter(variable -> variable.at("/valueFrom/secretKeyRef").isObject())
                    .map(variable -> variable.path("name").asText())
                    .toList();
            Stream<String> tooMany = given.stream()
                    .filter(variable -> !wanted.contains(variable) && !variable.equals(DATABASE_USER))
                    .map(variable -> "%s has no use for %s".formatted(workload.name(), variable));
            Stream<String> whole = each(workload.container().path("envFrom"))
                    .map(source -> source.at("/secretRef/name"))
                    .filter(secret -> !secret.isMissingNode())
                    .filter(secret -> !SecretOwners.BY_SECRET
                            .getOrDefault(secret.asText(), Set.of())
                            .contains(workload.name()))
                    .map(secret -> "%s has no use for %s".formatted(workload.name(), secret));
            return Stream.concat(tooMany, whole);
        });
    }

    /** Values are read by everybody who may read the manifests, or the ConfigMap. */
    static Stream<String> noSecretStandsInTheOpen(Resources resources) {
        Stream<String> settings = resources
                .ofKind("ConfigMap")
                .flatMap(map -> map.path("data").propertyStream().map(java.util.Map.Entry::getKey));
        Stream<String> own = resources.workloads().stream()
                .flatMap(workload -> each(workload.container().path("env")))
                .filter(variable -> variable.has("value"))
                .map(variable -> variable.path("name").asText());
        return Stream.concat(settings, own)
                .filter(SecretOwners::isSecret)
                .map(variable -> variable + " stands in the manifests");
    }
}
