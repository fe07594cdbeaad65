package dev.parley.platform.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.http.ForeignUrls;
import dev.parley.http.GuardedHttpConfig;
import dev.parley.http.HostAddresses;
import dev.parley.platform.contract.Configs;
import dev.parley.testing.NameServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stranger's URL has a route to a public address or none, before anything is connected to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Set<String> PARTLY_OUTSIDE =
            Set.of("https://outside.test:443/", "https://both.test:443/", "https://public-first.test:443/");

    private final NameServer names = new NameServer();
    private final Vertx vertx = Vertx.vertx();
    private HostAddresses addresses;
    private ForeignUrls urls;

    @BeforeAll
    void start() {
        Map<String, String> settings = new HashMap<>(names.start());
        // What is allowed for trying out is none of a stranger's business.
        settings.put("parley.http.allow-insecure", "true");
        settings.put("parley.http.allowed-networks", AddressForms.OUTSIDE + "/32");
        settings.put("parley.http.name-cache", "0s");
        GuardedHttpConfig config = Configs.of(GuardedHttpConfig.class, settings);
        addresses = new HostAddresses(config, vertx);
        urls = new ForeignUrls(config, addresses);
    }

    @AfterAll
    void stop() throws Exception {
        addresses.close();
        names.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static Stream<String> nothingInsideHasARoute() {
        return AddressForms.all()
                .map(form -> form.replace("%d", "443").replace("%%", "%"))
                .filter(url -> !PARTLY_OUTSIDE.contains(url));
    }

    @ParameterizedTest
    @MethodSource
    void nothingInsideHasARoute(String url) {
        AddressForms.tellNames();
        assertThat(route(url)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("partlyOutside")
    void aNameThatMeansBothLeadsOutsideOnly(String url) {
        AddressForms.tellNames();
        assertThat(route(url)).hasValueSatisfying(route -> {
            assertThat(route.address().getHostAddress()).isEqualTo(AddressForms.OUTSIDE);
            assertThat(route.target().at(route.address()).getServer().hostAddress())
                    .isEqualTo(AddressForms.OUTSIDE);
        });
    }

    static Stream<String> partlyOutside() {
        return PARTLY_OUTSIDE.stream();
    }

    @Test
    void aNameThatComesToMeanInsideHasNoRouteAnyMore() {
        AddressForms.tellNames();
        assertThat(route("https://public-first.test/")).isPresent();
        assertThat(route("https://public-first.test/")).isEmpty();
    }

    private Optional<ForeignUrls.Route> route(String url) {
        return urls.route(url).await().atMost(SOON);
    }
}
