package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.http.BodyConfig;
import dev.parley.gateway.http.RequestLimits;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator may limit, on a server whose limits a test can reach. */
@QuarkusTest
class RequestLimitsTest {
    private static final int PER_MINUTE = 20;
    private static final int AT_A_TIME = 5;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer server;

    @BeforeEach
    void start() {
        RequestLimits limits = new RequestLimits(new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(BodyConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "parley.requests.per-minute-per-key", Integer.toString(PER_MINUTE),
                                "parley.requests.at-a-time-per-address", Integer.toString(AT_A_TIME)),
                        "test",
                        500))
                .build()
                .getConfigMapping(BodyConfig.class));
        Filters filters = new Filters();
        limits.register(filters);
        Router router = Router.router(vertx);
        filters.getFilters().forEach(filter -> router.route().handler(filter.getHandler()));
        router.route()
                .handler(context -> context.request()
                        .end()
                        .onSuccess(read -> context.response().end("served")));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aKeyThatAsksTooOftenIsToldWhenToComeAgainAndOthersAreServed() throws Exception {
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(get("busy").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = get("busy");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Rate limit exceeded\"}");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(get("quiet").statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressHasSoManyRequestsUnderWayAndNoMore() throws Exception {
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < AT_A_TIME; i++) {
                half.add(begins());
            }
            await().atMost(SOON).until(() -> get(UUID.randomUUID().toString()).statusCode() == 429);
        } finally {
            for (Socket each : half) {
                each.close();
            }
        }
        await().atMost(SOON).until(() -> get(UUID.randomUUID().toString()).statusCode() == 200);
    }

    private HttpResponse<String> get(String key) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/api/profiles");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofString());
    }

    private Socket begins() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.actualPort());
        socket.getOutputStream()
                .write("POST /api/profiles HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                        .getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }
}
