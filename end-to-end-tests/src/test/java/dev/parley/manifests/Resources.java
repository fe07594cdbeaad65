package dev.parley.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Everything that one overlay applies. */
record Resources(List<JsonNode> all) {
    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(resource -> resource.path("kind").asText().equals(kind));
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).filter(resource -> name(resource).equals(name)).findFirst();
    }

    /** Everything that has pods of our own. */
    List<Workload> workloads() {
        return Stream.concat(ofKind("Deployment"), ofKind("Job"))
                .map(Workload::new)
                .toList();
    }

    /** Our pods that a selector's labels fit. */
    List<Workload> selected(JsonNode selector) {
        return workloads().stream()
                .filter(workload -> fits(selector, workload.labels()))
                .toList();
    }

    /** Whether a label selector, with or without matchLabels around it, chooses these labels. */
    static boolean fits(JsonNode selector, JsonNode labels) {
        boolean structured = selector.has("matchLabels") || selector.has("matchExpressions");
        JsonNode equal = structured ? selector.path("matchLabels") : selector;
        return equal.properties().stream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())))
                && each(selector.path("matchExpressions")).allMatch(expression -> fitsExpression(expression, labels));
    }

    private static boolean fitsExpression(JsonNode expression, JsonNode labels) {
        if (!expression.path("operator").asText().equals("In")) {
            throw new AssertionError("only the operator In is understood, not " + expression);
        }
        JsonNode value = labels.path(expression.path("key").asText());
        return each(expression.path("values")).anyMatch(value::equals);
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    /** A Deployment or a Job. */
    record Workload(JsonNode resource) {
        String name() {
            return Resources.name(resource);
        }

        JsonNode pod() {
            return resource.at("/spec/template/spec");
        }

        JsonNode labels() {
            return resource.at("/spec/template/metadata/labels");
        }

        /** Each pod of ours has one container. */
        JsonNode container() {
            return pod().at("/containers/0");
        }

        boolean isService() {
            return labels().path("app.kubernetes.io/component").asText().equals("service");
        }

        boolean hasPort(JsonNode port) {
            return each(container().path("ports"))
                    .anyMatch(open -> port.equals(open.path("name")) || port.equals(open.path("containerPort")));
        }

        List<String> volumes() {
            List<String> names = new ArrayList<>();
            pod().path("volumes")
                    .forEach(volume -> names.add(volume.path("name").asText()));
            return names;
        }
    }
}
