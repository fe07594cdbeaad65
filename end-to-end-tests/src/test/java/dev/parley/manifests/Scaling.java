package dev.parley.manifests;

import static dev.parley.manifests.Resources.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.manifests.Resources.Workload;
import java.util.List;
import java.util.stream.Stream;

/** Who decides how many replicas there are: a HorizontalPodAutoscaler, a ScaledObject, or the Deployment itself. */
record Scaling(Resources resources) {
    List<JsonNode> of(String deployment) {
        return scalers().filter(scaler -> target(scaler).equals(deployment)).toList();
    }

    int least(Workload workload) {
        return bound(workload, "/spec/minReplicas", "/spec/minReplicaCount");
    }

    int most(Workload workload) {
        return bound(workload, "/spec/maxReplicas", "/spec/maxReplicaCount");
    }

    private int bound(Workload workload, String ofAutoscaler, String ofScaledObject) {
        return of(workload.name()).stream()
                .findFirst()
                .map(scaler ->
                        scaler.at(ofAutoscaler).asInt(scaler.at(ofScaledObject).asInt()))
                .orElseGet(() -> workload.resource().at("/spec/replicas").asInt(1));
    }

    Stream<String> faults() {
        return scalers().flatMap(scaler -> {
            String target = target(scaler);
            return resources
                    .find("Deployment", target)
                    .map(Workload::new)
                    .map(workload -> boundsOf(scaler, workload))
                    .orElseGet(() -> Stream.of("scaler %s wants to scale %s".formatted(name(scaler), target)));
        });
    }

    private Stream<String> boundsOf(JsonNode scaler, Workload workload) {
        boolean fixed = workload.resource().at("/spec").has("replicas");
        boolean bounded = least(workload) >= 1 && least(workload) <= most(workload);
        return bounded && !fixed
                ? Stream.empty()
                : Stream.of("scaler %s has no bounds, or quarrels with a fixed number".formatted(name(scaler)));
    }

    private Stream<JsonNode> scalers() {
        return Stream.concat(resources.ofKind("HorizontalPodAutoscaler"), resources.ofKind("ScaledObject"));
    }

    private static String target(JsonNode scaler) {
        JsonNode target = scaler.at("/spec/scaleTargetRef");
        return target.path("kind").asText("Deployment").equals("Deployment")
                ? target.path("name").asText()
                : "";
    }
}
