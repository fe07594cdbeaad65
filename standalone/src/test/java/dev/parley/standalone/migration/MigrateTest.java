package dev.parley.standalone.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MigrateTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final EmbeddedServers SERVERS = new EmbeddedServers(Installation.find());
    private static Endpoints endpoints;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        endpoints = SERVERS.start();
    }

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @Test
    void anEmptyDatabaseIsMigratedOnceAndThenUpToDate() throws Exception {
        try (Connection connection =
                DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password())) {
            connection.createStatement().execute("create database fresh");
        }
        Map<String, String> environment = environment();
        environment.put(
                "QUARKUS_DATASOURCE_REACTIVE_URL", endpoints.reactiveUrl().replaceFirst("parley$", "fresh"));

        assertThat(migrate(environment, "database")).isZero();
        assertThat(migrate(environment, "database")).isZero();

        assertThat(output()).containsPattern("database: [0-9]+ migrations run\\s+database: up to date");
    }

    @Test
    void aMissingTopicIsMadeAsTheEnvironmentSaysAndTheOthersStayAsTheyAre() throws Exception {
        Map<String, String> environment = environment();
        environment.put("PARLEY_TOPICS_PARTITIONS", "4");
        Map<String, Object> connection =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.bootstrapServers());
        try (Admin admin = Admin.create(connection)) {
            admin.deleteTopics(List.of(Topics.INBOUND)).all().get();

            assertThat(migrate(environment, "topics")).isZero();

            // A broker answers for a topic a moment after it was made.
            await().atMost(SOON).ignoreException(ExecutionException.class).untilAsserted(() -> {
                Map<String, TopicDescription> topics =
                        admin.describeTopics(Topics.ALL).allTopicNames().get();
                assertThat(topics.get(Topics.INBOUND).partitions()).hasSize(4);
                assertThat(topics.get(Topics.OUTBOUND).partitions()).hasSize(6);
            });
        }
    }

    @Test
    void whatIsMissingIsSaidInOneSentence() {
        Map<String, String> environment = environment();
        environment.remove("QUARKUS_DATASOURCE_PASSWORD");

        assertThat(migrate(environment, "database")).isEqualTo(1);

        assertThat(output())
                .isEqualToIgnoringNewLines(
                        "migration: QUARKUS_DATASOURCE_PASSWORD is not set; the job takes the variables of the services.");
    }

    @Test
    void kafkaIsReachedWithTheClientSettingsOfTheServices() {
        Map<String, String> environment = environment();
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("KAFKA_SASL_JAAS_CONFIG", "login");
        environment.put("KAFKA_HEAP_OPTS", "of no client");

        assertThat(new MigrationSettings(environment).kafka())
                .containsOnlyKeys("bootstrap.servers", "security.protocol", "sasl.jaas.config");
    }

    private int migrate(Map<String, String> environment, String step) {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Migrate.run(List.of(step), environment, stream, stream);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL", endpoints.reactiveUrl(),
                "QUARKUS_DATASOURCE_USERNAME", endpoints.user(),
                "QUARKUS_DATASOURCE_PASSWORD", endpoints.password(),
                "KAFKA_BOOTSTRAP_SERVERS", endpoints.bootstrapServers()));
    }
}
