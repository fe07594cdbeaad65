package dev.parley.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawHttp;
import dev.parley.testing.Spellings;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Fan-out answers nobody on this port. */
@QuarkusTest
class ClosedPortTest {
    /** The framework's own, which the next test tries. */
    private static final String CATCH_ALL = "/";

    @Inject
    Router router;

    @ConfigProperty(name = "test.url")
    String url;

    @Test
    void everyRouteIsPublicOnPurpose() {
        assertThat(router.getRoutes().stream().map(Route::getPath).filter(Objects::nonNull))
                .allMatch(CATCH_ALL::equals);
        assertThat(ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers())
                .isEmpty();
    }

    @Test
    void everythingElseIsNotThere() {
        RawHttp http = new RawHttp(url);
        for (String path : List.of("/nothing", "/internal/chats/x")) {
            Spellings.of(path).forEach((oddity, target) -> {
                for (String method : List.of("GET", "POST", "OPTIONS", "HEAD", "TRACE")) {
                    RawHttp.Answer answer = http.send(method, target, "Authorization: Bearer x");
                    assertThat(answer.status()).as(method + " " + target).isIn(400, 404);
                    assertThat(answer.body()).as(method + " " + target).isEmpty();
                }
            });
        }
    }

    @Test
    void aRequestWithoutAHostIsRefusedInSilence() {
        RawHttp.Answer answer = new RawHttp(url)
                .exchange("GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }
}
