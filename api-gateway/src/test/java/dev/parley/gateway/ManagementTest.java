package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health and metrics are served on the management port only. */
@QuarkusTest
class ManagementTest {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/metrics",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/started",
                "/q/openapi",
                "/q/swagger-ui",
                "//q/metrics",
                "/q//metrics",
            })
    void theApisPortDoesNotServeThem(String path) {
        Answer answer = Api.with("").get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Not found\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/media/../q/metrics",
                "/docs/../q/health",
                "/oauth/%2e%2e/q/metrics",
                "/./q/metrics",
                "/api/../q/metrics",
                "/%71/metrics",
                "/q%2fmetrics",
                "/q%2Fhealth",
                "/q;a=b/metrics",
                "/q/metrics;a=b",
                "/q/metrics/",
                "/Q/metrics",
                "/q/metrics?format=json",
                "/media/%2e%2e%2fq%2fmetrics",
            })
    void noSpellingOfAPathLeadsToThem(String path) {
        Answer answer = Api.operator().get(path);

        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.error()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "health", "health/live", "health/ready", "health/started"})
    void theManagementPortServesThem(String path) throws IOException, InterruptedException {
        assertThat(statusOf(management.resolve(path))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/profiles", "/api/admin/keys", "/docs/openapi.json", "/docs/", "/media/x"})
    void theManagementPortServesNothingElse(String path) throws IOException, InterruptedException {
        assertThat(statusOf(management.resolve(path))).isEqualTo(404);
    }

    @Test
    void theManagementPortListensOnLoopback() {
        assertThat(management.getHost()).isIn("localhost", "127.0.0.1");
    }

    private static int statusOf(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
