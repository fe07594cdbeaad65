package dev.parley.testing;

import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Migrations;
import dev.parley.standalone.infrastructure.PostgresServer.Durability;
import dev.parley.standalone.infrastructure.TopicCreation;
import java.util.stream.Stream;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL and Kafka in containers, thrown away at the end. {@code parley.infra.postgres-image} and
 * {@code parley.infra.kafka-image} name other images than the usual ones.
 */
final class ContainerServers implements Infrastructure {
    private static final String NAME = "parley";

    private final PostgreSQLContainer postgres = new PostgreSQLContainer(image("postgres", "postgres:17"))
            .withDatabaseName(NAME)
            .withUsername(NAME)
            .withPassword(NAME)
            .withCommand(postgresCommand());
    private final KafkaContainer kafka = new KafkaContainer(image("kafka", "apache/kafka:4.1.1"))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");

    /** As the embedded one is run, so that tests find the same server. */
    private static String[] postgresCommand() {
        Stream<String> settings = Stream.concat(Durability.NONE.settings().stream(), Stream.of("timezone=UTC"));
        return Stream.concat(Stream.of("postgres"), settings.flatMap(setting -> Stream.of("-c", setting)))
                .toArray(String[]::new);
    }

    private static DockerImageName image(String server, String usual) {
        String name = System.getProperty("parley.infra." + server + "-image", usual);
        return DockerImageName.parse(name).asCompatibleSubstituteFor(usual.replaceFirst(":.*", ""));
    }

    @Override
    public Endpoints start() {
        Startables.deepStart(postgres, kafka).join();
        Endpoints endpoints = new Endpoints(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                NAME,
                NAME,
                NAME,
                kafka.getBootstrapServers());
        Migrations.bringUpToDate(endpoints);
        TopicCreation.createMissing(endpoints.bootstrapServers());
        return endpoints;
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
