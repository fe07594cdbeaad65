package dev.parley.manifests;

import dev.parley.manifests.Resources.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Everything that is checked about a rendered overlay. */
final class Checks {
    private static final Schemas SCHEMAS = new Schemas();

    private Checks() {}

    /** One line for everything that is wrong. */
    static List<String> faults(Resources resources) {
        List<String> faults = new ArrayList<>();
        resources.all().forEach(resource -> faults.addAll(SCHEMAS.faults(resource)));
        Stream.of(References.ALL, Robustness.ALL, Agreement.ALL, Exposure.ALL, WaysIn.ALL)
                .flatMap(List::stream)
                .flatMap(rule -> rule.faults(resources))
                .forEach(faults::add);
        Set<String> allowed = new Arrows(resources).allowed();
        Set<String> wanted = arrows(resources);
        allowed.stream()
                .filter(arrow -> !wanted.contains(arrow))
                .map(arrow -> "allowed, but no arrow of the drawing: " + arrow)
                .forEach(faults::add);
        wanted.stream()
                .filter(arrow -> !allowed.contains(arrow))
                .map(arrow -> "an arrow of the drawing, but not allowed: " + arrow)
                .forEach(faults::add);
        return faults;
    }

    /** The arrows of ARCHITECTURE.md, with what every pod needs beside. */
    private static Set<String> arrows(Resources resources) {
        Set<String> arrows = new TreeSet<>(Set.of(
                "customers -> api-gateway",
                "customers -> ingest-service",
                "api-gateway -> dispatch-service",
                "dispatch-service -> world",
                "bluesky-poller -> world",
                "webhook-fanout -> world"));
        for (Workload workload : resources.workloads()) {
            Stream.of("names", "database", "broker").forEach(end -> arrows.add(workload.name() + " -> " + end));
            if (workload.isService()) {
                arrows.add(workload.name() + " -> monitoring");
                arrows.add("monitoring -> " + workload.name());
            }
        }
        if (resources.ofKind("PersistentVolumeClaim").findAny().isEmpty()) {
            arrows.add("api-gateway -> media");
            arrows.add("dispatch-service -> media");
        }
        return arrows;
    }
}
