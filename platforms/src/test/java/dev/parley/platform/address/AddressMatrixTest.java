package dev.parley.platform.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.Json;
import dev.parley.platform.bluesky.BlueskyWays;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphCall;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.platform.http.Listener;
import dev.parley.platform.telegram.TelegramWays;
import dev.parley.testing.NameServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way on which an address from outside comes in, times every notation of an address inside: nothing is connected
 * to, and what the tenant is told is the same whether something listens there or not. 127.0.0.2 counts as outside.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressMatrixTest {
    private static final Duration SOON = Duration.ofSeconds(8);

    private final NameServer names = new NameServer();
    private final Listener inside = new Listener("127.0.0.1");
    private final Listener inside6 = new Listener("::1", inside.port());
    private final int closedPort = freePort();
    private final List<Way> ways = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private SecureServer outside;
    private volatile String location = "";

    @BeforeAll
    void start() throws Exception {
        outside = new SecureServer("outside.test", AddressForms.OUTSIDE, this::redirect);
        Map<String, String> settings = new HashMap<>(names.start());
        settings.put("parley.http.allowed-networks", AddressForms.OUTSIDE + "/32");
        settings.put("parley.http.name-cache", "0s");
        settings.put("parley.bluesky.media-hosts", "*.test");
        settings.put("parley.graph.media-hosts", "*.test");
        CustomerWays customers = opened(new CustomerWays(settings));
        BlueskyWays bluesky = opened(new BlueskyWays(settings));
        TelegramWays telegram = opened(new TelegramWays());
        GraphWorld graph = opened(new GraphWorld(settings));
        ways.addAll(customers.all(this::redirecting));
        ways.addAll(bluesky.all(this::redirecting));
        ways.addAll(telegram.all());
        ways.add(new Way("media of Meta's", url -> media(graph, url)));
        ways.add(new Way("media of Meta's, redirected", url -> media(graph, redirecting(url))));
        ways.add(new Way(
                "id of a node",
                url -> graph.kit
                        .client()
                        .call(GraphCall.get(new GraphAccess(GraphHost.FACEBOOK, "token"), url), SOON)
                        .await()
                        .atMost(SOON)
                        .toString()));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        outside.close();
        names.stop();
        inside.close();
        inside6.close();
    }

    @BeforeEach
    void tellNames() {
        AddressForms.tellNames();
    }

    Stream<Arguments> matrix() {
        return ways.stream().flatMap(way -> AddressForms.all().map(form -> Arguments.of(way, form)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("matrix")
    void nothingInsideIsReachedAndItsPortsLookAlike(Way way, String form) {
        String whenOpen =
                way.follow().apply(form.replace("%d", "" + inside.port()).replace("%%", "%"));
        assertThat(inside.connections() + inside6.connections()).isZero();

        AddressForms.tellNames();
        String whenClosed =
                way.follow().apply(form.replace("%d", "" + closedPort).replace("%%", "%"));
        assertThat(whenOpen.replace("" + inside.port(), "PORT")).isEqualTo(whenClosed.replace("" + closedPort, "PORT"));
    }

    private static String media(GraphWorld graph, String url) {
        return Way.told(graph.kit
                .media()
                .open(Json.object().put("url", url), SOON)
                .await()
                .atMost(SOON));
    }

    private String redirecting(String url) {
        location = url;
        return "https://outside.test:" + outside.port() + "/away";
    }

    private void redirect(HttpServerRequest request) {
        request.response().setStatusCode(302).putHeader("Location", location).end();
    }

    private static int freePort() {
        try (Listener gone = new Listener("127.0.0.1")) {
            return gone.port();
        }
    }
}
