package dev.parley.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.HostileConnections;
import dev.parley.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Both ports against strangers who know HTTP better than its clients do. */
@QuarkusTest
class ServerEdgeTest {
    @ConfigProperty(name = "test.url")
    String front;

    @TestHTTPResource(value = "/", management = true)
    String management;

    @ConfigProperty(name = "quarkus.http.idle-timeout")
    String frontIdle;

    @ConfigProperty(name = "quarkus.management.idle-timeout")
    String managementIdle;

    @Test
    void aRefusalEndsAConnectionWhoseBodyHasNotCome() {
        assertThat(new HostileConnections(front).refusalsThatLeaveTheirConnectionOpen("POST /nothing"))
                .isEmpty();
        assertThat(new HostileConnections(management)
                        .refusalsThatLeaveTheirConnectionOpen("POST /nothing", "PUT /q/nothing"))
                .isEmpty();
    }

    @Test
    void aBodyThatMayEndInTwoPlacesIsRefused() {
        assertThat(new HostileConnections(front).unclearFramingsThatAreTaken("/nothing"))
                .isEmpty();
        assertThat(new HostileConnections(management).unclearFramingsThatAreTaken("/q/health"))
                .isEmpty();
    }

    @Test
    void aHeadHasADeadline() {
        assertThat(frontIdle).isEqualTo("75s");
        assertThat(managementIdle).isEqualTo("75s");
    }

    @Test
    void addressesThatStrangersChooseAreNoTags() {
        new HostileConnections(front).asksForManyAddresses("/internal/attacker-");
        new HostileConnections(front).asksForManyAddresses("/attacker-");
        new HostileConnections(management).asksForManyAddresses("/q/attacker-");

        String metrics = new RawHttp(management).send("GET", "/q/metrics").body();
        assertThat(metrics).contains("http_server_requests_seconds_count").doesNotContain("attacker", "ODD1");
    }
}
