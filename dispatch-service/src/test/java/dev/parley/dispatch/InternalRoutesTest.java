package dev.parley.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.internal.InternalSecretMechanism;
import dev.parley.internal.InternalApi;
import dev.parley.testing.RawHttp;
import dev.parley.testing.Spellings;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.junit.jupiter.api.Test;

/** To a stranger, nothing is there: every route of the running service, however it is spelt. */
@QuarkusTest
class InternalRoutesTest {
    @Inject
    Router router;

    @ConfigProperty(name = "test.url")
    String url;

    @ConfigProperty(name = "parley.internal.secret")
    String secret;

    @Test
    void everyResourceIsTheGateways() {
        assertThat(resources())
                .hasSizeGreaterThan(10)
                .allSatisfy((route, resource) -> assertThat(resource.getResourceClass()
                                .getAnnotation(RolesAllowed.class)
                                .value())
                        .containsExactly(InternalSecretMechanism.GATEWAY));
        assertThat(router.getRoutes().stream().map(Route::getPath).filter(Objects::nonNull))
                .allMatch(path -> path.equals("/"));
    }

    @Test
    void noSpellingOfARouteShowsItToAStranger() {
        RawHttp http = new RawHttp(url);
        List<String> strangers = List.of(
                "X-Nothing: x", InternalApi.SECRET_HEADER + ": wrong", InternalApi.SECRET_HEADER + ": " + secret + "x");
        resources().keySet().forEach(route -> {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(method.length() + 1).replaceAll("\\{[^}]*}", "x");
            for (String stranger : strangers) {
                Spellings.of(path).values().forEach(target -> {
                    RawHttp.Answer answer = http.send(method, target, stranger);
                    assertThat(answer.status()).as(method + " " + target).isIn(400, 404);
                    assertThat(answer.body()).as(method + " " + target).isEmpty();
                });
                for (String other : List.of("OPTIONS", "HEAD", "TRACE", "PUT")) {
                    assertThat(http.send(other, path, stranger).status())
                            .as(other + " " + path)
                            .isEqualTo(404);
                }
            }
        });
        assertThat(http.send("GET", "/internal/profiles/x/ice_breakers", InternalApi.SECRET_HEADER + ": " + secret)
                        .status())
                .isEqualTo(200);
    }

    private static Map<String, RuntimeResource> resources() {
        Map<String, RuntimeResource> found = new TreeMap<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "/", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        found.put(method + " " + path, resource);
                    }
                });
        return found;
    }
}
