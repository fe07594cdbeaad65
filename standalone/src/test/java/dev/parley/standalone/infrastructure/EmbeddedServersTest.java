package dev.parley.standalone.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedServersTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final EmbeddedServers SERVERS = new EmbeddedServers(Installation.find());
    private static Endpoints endpoints;

    @BeforeAll
    static void start() {
        endpoints = SERVERS.start();
    }

    @AfterAll
    static void stop() {
        SERVERS.close();
        assertThat(FreePorts.isFree(endpoints.port())).isTrue();
    }

    @Test
    void theDatabaseTakesTheUserWithHisPassword() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
                ResultSet row = connection.createStatement().executeQuery("select current_database(), version()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("parley");
            assertThat(row.getString(2)).startsWith("PostgreSQL 18");
        }
    }

    @Test
    void everyTopicIsThereWithItsDeadLetters() throws Exception {
        Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.bootstrapServers());
        try (Admin admin = Admin.create(config)) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrder(
                            "parley.outbound",
                            "parley.outbound.dlq",
                            "parley.inbound",
                            "parley.inbound.dlq",
                            "parley.events",
                            "parley.events.dlq");
        }
    }

    @Test
    void makingTheTopicsAgainChangesNothing() {
        TopicCreation.createMissing(endpoints.bootstrapServers());
    }

    @Test
    void aTopicTakesLargeRecordsAndForcesToDiskWhatStandsNowhereElse() throws Exception {
        try (Admin admin = admin()) {
            awaitLimit(admin, "10485760");
            assertThat(setting(admin, "parley.inbound.dlq", "max.message.bytes"))
                    .isEqualTo("11534336");
            for (String topic : List.of("parley.inbound", "parley.inbound.dlq", "parley.events.dlq")) {
                assertThat(setting(admin, topic, "flush.messages")).isEqualTo("1");
            }
            for (String topic : List.of("parley.outbound", "parley.events")) {
                assertThat(setting(admin, topic, "flush.messages")).isNotEqualTo("1");
            }
        }
    }

    @Test
    void aTopicOfAnEarlierVersionGetsTheSettingsThatItLacks() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "parley.inbound");
        List<AlterConfigOp> asBefore = Stream.of("max.message.bytes", "flush.messages")
                .map(name -> new AlterConfigOp(new ConfigEntry(name, ""), AlterConfigOp.OpType.DELETE))
                .toList();
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, asBefore)).all().get();
            awaitLimit(admin, "1048588");

            TopicCreation.createMissing(endpoints.bootstrapServers());

            awaitLimit(admin, "10485760");
            assertThat(setting(admin, "parley.inbound", "flush.messages")).isEqualTo("1");
        }
    }

    /** A broker knows of a change a moment after it was made. */
    private static void awaitLimit(Admin admin, String bytes) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(setting(admin, "parley.inbound", "max.message.bytes"))
                        .isEqualTo(bytes));
    }

    private static Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.bootstrapServers()));
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    @Test
    void aRunningServerHoldsItsPort() {
        assertThat(FreePorts.isFree(endpoints.port())).isFalse();
    }
}
