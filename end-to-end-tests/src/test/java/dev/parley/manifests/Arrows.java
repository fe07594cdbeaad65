package dev.parley.manifests;

import static dev.parley.manifests.Resources.each;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.manifests.Resources.Workload;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may call whom, as the network policies have it. Between two pods of ours both ends must allow it. What is not ours
 * goes by what it is for: {@code database}, {@code broker}, {@code media}, {@code world}, {@code customers},
 * {@code monitoring}, {@code names}.
 */
record Arrows(Resources resources) {
    /** Each as {@code from -> to}. A pod that no policy isolates has arrows from or to {@code anything}. */
    Set<String> allowed() {
        Set<String> arrows = new TreeSet<>();
        for (Workload pod : resources.workloads()) {
            Set<String> out = ends(pod, "Egress", "egress", "to");
            Set<String> in = ends(pod, "Ingress", "ingress", "from");
            out.stream()
                    .filter(to -> isForeign(to) || lets(to, pod.name()))
                    .forEach(to -> arrows.add(arrow(pod.name(), to)));
            in.stream().filter(this::isForeign).forEach(from -> arrows.add(arrow(from, pod.name())));
        }
        return arrows;
    }

    private boolean lets(String to, String from) {
        return resources.workloads().stream()
                .filter(pod -> pod.name().equals(to))
                .anyMatch(pod -> ends(pod, "Ingress", "ingress", "from").contains(from));
    }

    private boolean isForeign(String end) {
        return resources.workloads().stream().noneMatch(pod -> pod.name().equals(end));
    }

    private static String arrow(String from, String to) {
        return from + " -> " + to;
    }

    private Set<String> ends(Workload pod, String type, String direction, String peers) {
        List<JsonNode> policies = resources
                .ofKind("NetworkPolicy")
                .filter(policy -> Resources.fits(policy.at("/spec/podSelector"), pod.labels()))
                .filter(policy -> each(policy.at("/spec/policyTypes"))
                        .anyMatch(named -> named.asText().equals(type)))
                .toList();
        if (policies.isEmpty()) {
            return Set.of("anything");
        }
        return policies.stream()
                .flatMap(policy -> each(policy.path("spec").path(direction)))
                .flatMap(rule -> rule.path(peers).isEmpty()
                        ? Stream.of("anything")
                        : each(rule.path(peers)).flatMap(peer -> names(peer, rule.path("ports"))))
                .collect(Collectors.toSet());
    }

    private Stream<String> names(JsonNode peer, JsonNode ports) {
        JsonNode labels = peer.at("/podSelector/matchLabels");
        if (labels.has("cnpg.io/cluster")) {
            return Stream.of("database");
        }
        if (labels.has("strimzi.io/cluster")) {
            return Stream.of("broker");
        }
        if (peer.has("podSelector")) {
            return resources.selected(peer.path("podSelector")).stream().map(Workload::name);
        }
        if (peer.has("ipBlock")) {
            return Stream.of(network(peer.at("/ipBlock"), ports));
        }
        return Stream.of(namespace(peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                .asText()));
    }

    private static String network(JsonNode block, JsonNode ports) {
        boolean everywhere = block.path("cidr").asText().endsWith("/0");
        if (everywhere) {
            return block.path("except").isEmpty() ? "anything" : "world";
        }
        return switch (ports.at("/0/port").asInt()) {
            case 5432 -> "database";
            case 9092 -> "broker";
            case 443 -> "media";
            default -> "anything";
        };
    }

    private static String namespace(String name) {
        return switch (name) {
            case "kube-system" -> "names";
            case "ingress-nginx", "gateways" -> "customers";
            case "monitoring" -> "monitoring";
            default -> "anything";
        };
    }
}
