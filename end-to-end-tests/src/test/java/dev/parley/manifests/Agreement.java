package dev.parley.manifests;

import static dev.parley.manifests.Resources.each;
import static dev.parley.manifests.Resources.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.manifests.Resources.Workload;
import dev.parley.topic.Topics;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the manifests say about the code: settings, topics, consumer groups, pools. */
final class Agreement {
    static final List<Rule> ALL = List.of(
            Agreement::variablesAreSettings,
            Agreement::topicsAreThoseOfTheCode,
            Agreement::lagIsThatOfTheConsumer,
            Agreement::poolsFitTheDatabase);

    private static final int PARTITIONS = 48;
    private static final int REPLICATION = 3;
    private static final int MIN_IN_SYNC = 2;

    private Agreement() {}

    static Stream<String> variablesAreSettings(Resources resources) {
        Settings settings = Settings.ofTheCode();
        Stream<String> shared = resources
                .ofKind("ConfigMap")
                .flatMap(map -> map.path("data").propertyStream().map(java.util.Map.Entry::getKey))
                .filter(variable -> !settings.isKnownToAny(variable))
                .map(variable -> "no program has a setting " + variable);
        Stream<String> own = resources.workloads().stream()
                .flatMap(workload -> each(workload.container().path("env"))
                        .map(variable -> variable.path("name").asText())
                        .filter(variable -> !settings.isKnown(workload.name(), variable))
                        .map(variable -> "%s has no setting %s".formatted(workload.name(), variable)));
        return Stream.concat(shared, own);
    }

    /** Either all topics are resources, or the migration makes them: 48 partitions, three copies, two of them in sync. */
    static Stream<String> topicsAreThoseOfTheCode(Resources resources) {
        boolean made = resources
                .find("Job", "migration")
                .map(Workload::new)
                .map(job -> each(job.container().path("args"))
                        .anyMatch(step -> step.asText().equals("topics")))
                .orElse(false);
        Set<String> topics = resources.ofKind("KafkaTopic").map(Resources::name).collect(Collectors.toSet());
        Stream<String> names = made != topics.equals(Set.copyOf(Topics.ALL))
                ? Stream.empty()
                : Stream.of("the topics are made twice, or not all of them: " + topics);
        Stream<String> layouts = resources
                .ofKind("KafkaTopic")
                .filter(topic -> topic.at("/spec/partitions").asInt() != PARTITIONS
                        || topic.at("/spec/replicas").asInt() != REPLICATION
                        || topic.at("/spec/config/min.insync.replicas").asInt() != MIN_IN_SYNC
                        || topic.at("/spec/config/max.message.bytes").asInt() != Topics.largestRecord(name(topic)))
                .map(topic -> "topic %s has a layout of its own".formatted(name(topic)));
        Stream<String> job = made ? resources.ofKind("Job").flatMap(Agreement::layoutOfTheJob) : Stream.empty();
        return Stream.of(names, layouts, job).flatMap(faults -> faults);
    }

    private static Stream<String> layoutOfTheJob(JsonNode job) {
        JsonNode variables = new Workload(job).container().path("env");
        return Stream.of(
                        List.of("PARLEY_TOPICS_PARTITIONS", Integer.toString(PARTITIONS)),
                        List.of("PARLEY_TOPICS_REPLICATION", Integer.toString(REPLICATION)),
                        List.of("PARLEY_TOPICS_MIN_INSYNC", Integer.toString(MIN_IN_SYNC)))
                .filter(expected -> each(variables)
                        .noneMatch(variable -> variable.path("name").asText().equals(expected.getFirst())
                                && variable.path("value").asText().equals(expected.getLast())))
                .map(expected -> "the job does not set " + expected);
    }

    /** A scaler that looks at another group's lag never scales. */
    static Stream<String> lagIsThatOfTheConsumer(Resources resources) {
        return resources.ofKind("ScaledObject").flatMap(scaler -> {
            String target = scaler.at("/spec/scaleTargetRef/name").asText();
            Properties service =
                    resources.find("Deployment", target).isPresent() ? properties(target) : new Properties();
            JsonNode lag = each(scaler.at("/spec/triggers"))
                    .filter(trigger -> trigger.path("type").asText().equals("kafka"))
                    .map(trigger -> trigger.path("metadata"))
                    .findFirst()
                    .orElseThrow();
            boolean known = service.containsValue(lag.path("consumerGroup").asText())
                    && service.containsValue(lag.path("topic").asText());
            boolean useful = scaler.at("/spec/maxReplicaCount").asInt() <= PARTITIONS;
            return known && useful ? Stream.empty() : Stream.of("scaler %s looks at %s".formatted(name(scaler), lag));
        });
    }

    /** Where the database is ours to size: every replica of every service with its pool full. */
    static Stream<String> poolsFitTheDatabase(Resources resources) {
        int connections = resources.workloads().stream()
                .filter(Workload::isService)
                .mapToInt(workload -> new Scaling(resources).most(workload)
                        * Integer.parseInt(
                                properties(workload.name()).getProperty("quarkus.datasource.reactive.max-size")))
                .sum();
        return resources
                .ofKind("Cluster")
                .filter(cluster -> cluster.at("/spec/postgresql/parameters/max_connections")
                                .asInt()
                        <= connections)
                .map(cluster ->
                        "%s admits fewer than the %d connections of all pools".formatted(name(cluster), connections));
    }

    private static Properties properties(String service) {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(
                Manifests.ROOT.resolve(service).resolve("src/main/resources/application.properties"))) {
            properties.load(file);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
