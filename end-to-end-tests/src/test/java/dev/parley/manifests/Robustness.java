package dev.parley.manifests;

import static dev.parley.manifests.Resources.each;
import static dev.parley.manifests.Resources.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.manifests.Resources.Workload;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What keeps pods safe, apart, replaceable and within their means. */
final class Robustness {
    static final List<Rule> ALL = List.of(
            Robustness::podsAreLocked,
            Robustness::memoryStaysWithinItsLimit,
            Robustness::imagesAreOfThisBuild,
            Robustness::servicesAreSpread,
            Robustness::everyServiceHasABudget,
            Robustness::budgetsLeaveSomebodyUp,
            Robustness::scalersFindTheirTargets,
            Robustness::endsAreLongEnough);

    private static final Pattern IMAGE = Pattern.compile("(?:[a-z0-9.-]+/)*parley/([a-z-]+):([\\w.-]+)");
    private static final Map<String, Long> UNITS = Map.of("Mi", 1L << 20, "Gi", 1L << 30);
    private static final int LEAST_REPLICAS = 2;

    private Robustness() {}

    static Stream<String> podsAreLocked(Resources resources) {
        return resources.workloads().stream()
                .filter(workload -> !isLocked(workload))
                .map(workload -> workload.name() + " may do more than it needs");
    }

    private static boolean isLocked(Workload workload) {
        JsonNode pod = workload.pod().path("securityContext");
        JsonNode container = workload.container().path("securityContext");
        return pod.path("runAsNonRoot").asBoolean()
                && pod.path("runAsUser").asInt() > 0
                && pod.at("/seccompProfile/type").asText().equals("RuntimeDefault")
                && container.path("readOnlyRootFilesystem").asBoolean()
                && !container.path("allowPrivilegeEscalation").asBoolean(true)
                && container.at("/capabilities/drop/0").asText().equals("ALL")
                && !workload.pod().path("automountServiceAccountToken").asBoolean(true);
    }

    static Stream<String> memoryStaysWithinItsLimit(Resources resources) {
        return resources.workloads().stream()
                .filter(workload -> bytes(workload.container().at("/resources/requests/memory"))
                                > bytes(workload.container().at("/resources/limits/memory"))
                        || workload.container().at("/resources/requests/cpu").isMissingNode())
                .map(workload -> "the resources of " + workload.name() + " are missing or contradict each other");
    }

    private static long bytes(JsonNode quantity) {
        Matcher number = Pattern.compile("(\\d+)(Mi|Gi)").matcher(quantity.asText());
        return number.matches() ? Long.parseLong(number.group(1)) * UNITS.getOrDefault(number.group(2), 0L) : 0;
    }

    static Stream<String> imagesAreOfThisBuild(Resources resources) {
        return resources.workloads().stream()
                .filter(workload -> {
                    Matcher image =
                            IMAGE.matcher(workload.container().path("image").asText());
                    return !image.matches() || !image.group(1).equals(workload.name());
                })
                .map(workload -> workload.name() + " runs the image "
                        + workload.container().path("image").asText());
    }

    static Stream<String> servicesAreSpread(Resources resources) {
        return resources.workloads().stream()
                .filter(Workload::isService)
                .filter(workload -> each(workload.pod().path("topologySpreadConstraints"))
                        .noneMatch(spread -> Resources.fits(spread.path("labelSelector"), workload.labels())))
                .map(workload -> "all replicas of " + workload.name() + " may land on one node");
    }

    static Stream<String> everyServiceHasABudget(Resources resources) {
        return resources.workloads().stream()
                .filter(Workload::isService)
                .filter(workload -> resources
                        .ofKind("PodDisruptionBudget")
                        .noneMatch(budget -> Resources.fits(budget.at("/spec/selector"), workload.labels())))
                .map(workload -> workload.name() + " has no disruption budget");
    }

    /** A budget must let a node be drained, and must not let the last replica go. */
    static Stream<String> budgetsLeaveSomebodyUp(Resources resources) {
        return resources.ofKind("PodDisruptionBudget").flatMap(budget -> {
            List<Workload> pods = resources.selected(budget.at("/spec/selector"));
            if (pods.size() != 1) {
                return Stream.of("budget %s is about %d workloads".formatted(name(budget), pods.size()));
            }
            int replicas = new Scaling(resources).least(pods.getFirst());
            int maySleep = budget.at("/spec/maxUnavailable").asInt(0);
            return maySleep >= 1 && replicas - maySleep >= 1 && replicas >= LEAST_REPLICAS
                    ? Stream.empty()
                    : Stream.of("budget %s does not fit %d replicas".formatted(name(budget), replicas));
        });
    }

    static Stream<String> scalersFindTheirTargets(Resources resources) {
        return Stream.concat(
                new Scaling(resources).faults(),
                resources
                        .ofKind("Deployment")
                        .filter(deployment ->
                                new Scaling(resources).of(name(deployment)).size() > 1)
                        .map(deployment -> "two scalers quarrel about " + name(deployment)));
    }

    /** preStop, open requests, and sends and deliveries under way have to fit into the time that a pod is given. */
    static Stream<String> endsAreLongEnough(Resources resources) {
        Settings settings = Settings.ofTheCode();
        int requests = seconds(resources
                .ofKind("ConfigMap")
                .map(map -> map.at("/data/QUARKUS_SHUTDOWN_TIMEOUT").asText())
                .findFirst()
                .orElse(""));
        int calls = Math.max(
                seconds(settings.fallback("parley.dispatch.drain-for")),
                seconds(settings.fallback("parley.fanout.drain-for")));
        return resources.workloads().stream()
                .filter(Workload::isService)
                .filter(workload -> {
                    int before = workload.container()
                            .at("/lifecycle/preStop/exec/command/1")
                            .asInt();
                    int given =
                            workload.pod().path("terminationGracePeriodSeconds").asInt();
                    return before == 0 || requests == 0 || given <= before + requests + calls;
                })
                .map(workload -> workload.name() + " is killed before it is done");
    }

    private static int seconds(String duration) {
        return duration.matches("\\d+s") ? Integer.parseInt(duration.substring(0, duration.length() - 1)) : 0;
    }
}
