package dev.parley.standalone.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedServersTest {
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
    void aRunningServerHoldsItsPort() {
        assertThat(FreePorts.isFree(endpoints.port())).isFalse();
    }
}
