package dev.parley.manifests;

import static dev.parley.manifests.Resources.each;
import static dev.parley.manifests.Resources.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.manifests.Resources.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one resource says about another: no API server looks at that. */
final class References {
    static final List<Rule> ALL = List.of(
            References::selectorsOfDeployments,
            References::servicesFindTheirPods,
            References::backendsAreServices,
            References::probesAskOpenPorts,
            References::mountedVolumesExist,
            References::claimsExist,
            References::settingsExist,
            References::secretsAreDocumented,
            References::policiesNamePods,
            References::monitorsFindEveryService);

    private static final List<String> OPERATORS_LABELS = List.of("cnpg.io/cluster", "strimzi.io/cluster");

    private References() {}

    static Stream<String> selectorsOfDeployments(Resources resources) {
        return resources
                .ofKind("Deployment")
                .filter(deployment ->
                        !Resources.fits(deployment.at("/spec/selector"), new Workload(deployment).labels()))
                .map(deployment -> name(deployment) + " does not select its own pods");
    }

    static Stream<String> servicesFindTheirPods(Resources resources) {
        return resources.ofKind("Service").flatMap(service -> {
            List<Workload> pods = resources.selected(service.at("/spec/selector"));
            if (pods.size() != 1) {
                return Stream.of("service %s selects %d workloads".formatted(name(service), pods.size()));
            }
            return each(service.at("/spec/ports"))
                    .filter(port -> !pods.getFirst().hasPort(port.path("targetPort")))
                    .map(port -> "service %s leads to port %s, which nobody opens"
                            .formatted(name(service), port.path("targetPort").asText()));
        });
    }

    static Stream<String> backendsAreServices(Resources resources) {
        Stream<JsonNode> ingress = resources
                .ofKind("Ingress")
                .flatMap(way -> each(way.at("/spec/rules")))
                .flatMap(rule -> each(rule.at("/http/paths")))
                .map(path -> path.at("/backend/service"));
        Stream<JsonNode> routes = resources
                .ofKind("HTTPRoute")
                .flatMap(way -> each(way.at("/spec/rules")))
                .flatMap(rule -> each(rule.path("backendRefs")));
        return Stream.concat(ingress, routes)
                .filter(backend -> !isServed(resources, backend))
                .map(backend -> "no service stands behind " + backend);
    }

    private static boolean isServed(Resources resources, JsonNode backend) {
        JsonNode port = backend.path("port");
        Optional<JsonNode> service =
                resources.find("Service", backend.path("name").asText());
        return service.stream()
                .flatMap(found -> each(found.at("/spec/ports")))
                .anyMatch(open -> open.path("name").equals(port.path("name"))
                        || open.path("port").equals(port)
                        || open.path("port").equals(port.path("number")));
    }

    static Stream<String> probesAskOpenPorts(Resources resources) {
        return resources.workloads().stream()
                .filter(Workload::isService)
                .flatMap(workload -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .filter(probe -> !workload.hasPort(
                                workload.container().path(probe).at("/httpGet/port")))
                        .map(probe -> "the %s of %s asks no open port".formatted(probe, workload.name())));
    }

    static Stream<String> mountedVolumesExist(Resources resources) {
        return resources.workloads().stream().flatMap(workload -> {
            List<String> mounted = each(workload.container().path("volumeMounts"))
                    .map(mount -> mount.path("name").asText())
                    .toList();
            Stream<String> missing = mounted.stream()
                    .filter(mount -> !workload.volumes().contains(mount))
                    .map(mount -> "%s mounts %s, which is no volume of its".formatted(workload.name(), mount));
            Stream<String> idle = workload.volumes().stream()
                    .filter(volume -> !mounted.contains(volume))
                    .map(volume -> "nobody mounts volume %s of %s".formatted(volume, workload.name()));
            return Stream.concat(missing, idle);
        });
    }

    static Stream<String> claimsExist(Resources resources) {
        return resources.workloads().stream()
                .flatMap(workload -> each(workload.pod().path("volumes")))
                .map(volume -> volume.at("/persistentVolumeClaim/claimName"))
                .filter(claim -> !claim.isMissingNode())
                .filter(claim ->
                        resources.find("PersistentVolumeClaim", claim.asText()).isEmpty())
                .map(claim -> "there is no claim " + claim.asText());
    }

    static Stream<String> settingsExist(Resources resources) {
        return resources.workloads().stream()
                .flatMap(workload -> each(workload.container().path("envFrom")))
                .map(source -> source.at("/configMapRef/name"))
                .filter(map -> !map.isMissingNode())
                .filter(map -> resources.find("ConfigMap", map.asText()).isEmpty())
                .map(map -> "there is no ConfigMap " + map.asText());
    }

    /** Secrets are made by hand: docs/deployment.md must say which, with what keys. */
    static Stream<String> secretsAreDocumented(Resources resources) {
        DocumentedSecrets documented = DocumentedSecrets.read();
        Stream<String> whole = resources.workloads().stream()
                .flatMap(workload -> each(workload.container().path("envFrom")))
                .map(source -> source.at("/secretRef/name"))
                .filter(secret -> !secret.isMissingNode() && !documented.has(secret.asText()))
                .map(secret -> "docs/deployment.md does not say what Secret " + secret.asText() + " is");
        Stream<String> keys = resources.workloads().stream()
                .flatMap(workload -> each(workload.container().path("env")))
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .filter(secret -> !secret.isMissingNode())
                .filter(secret -> !documented.has(
                        secret.path("name").asText(), secret.path("key").asText()))
                .map(secret -> "docs/deployment.md does not know " + secret);
        return Stream.concat(whole, keys);
    }

    static Stream<String> policiesNamePods(Resources resources) {
        Stream<JsonNode> own = resources.ofKind("NetworkPolicy").map(policy -> policy.at("/spec/podSelector"));
        Stream<JsonNode> others = resources
                .ofKind("NetworkPolicy")
                .flatMap(policy -> Stream.concat(
                        each(policy.at("/spec/ingress")).flatMap(rule -> each(rule.path("from"))),
                        each(policy.at("/spec/egress")).flatMap(rule -> each(rule.path("to")))))
                .map(peer -> peer.path("podSelector"))
                .filter(selector -> !selector.isMissingNode())
                .filter(selector -> OPERATORS_LABELS.stream()
                        .noneMatch(label -> selector.path("matchLabels").has(label)));
        return Stream.concat(own, others)
                .filter(selector -> resources.selected(selector).isEmpty())
                .map(selector -> "a network policy speaks of pods that do not exist: " + selector);
    }

    static Stream<String> monitorsFindEveryService(Resources resources) {
        return resources
                .ofKind("PodMonitor")
                .flatMap(monitor -> resources.workloads().stream()
                        .filter(Workload::isService)
                        .filter(workload -> !Resources.fits(monitor.at("/spec/selector"), workload.labels())
                                || each(monitor.at("/spec/podMetricsEndpoints"))
                                        .noneMatch(endpoint -> workload.hasPort(endpoint.path("port"))))
                        .map(workload -> "monitor %s misses %s".formatted(name(monitor), workload.name())));
    }
}
