package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.access.Roles;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Estate;
import dev.parley.gateway.testing.RunningRoutes;
import dev.parley.gateway.testing.RunningRoutes.Endpoint;
import dev.parley.json.Json;
import dev.parley.testing.RawHttp;
import dev.parley.testing.Spellings;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tries every route of the running router, however it is spelt, with keys that do not open it. */
@QuarkusTest
class RouteWalkTest {
    private static final Set<String> PUBLIC = Set.of("/docs", "/media");
    private static final List<String> OTHER_METHODS =
            List.of("HEAD", "OPTIONS", "TRACE", "PUT", "PROPFIND", "get", "CONNECT");

    @Inject
    Router router;

    private final Estate estate = Estate.fresh();
    private final RawHttp http = new RawHttp(Api.base());
    private final ConcurrentLinkedQueue<String> flaws = new ConcurrentLinkedQueue<>();

    /** @param sees whether its own lists may be shown */
    private record Caller(String name, String key, boolean sees) {}

    @Test
    void everyResourceMethodSaysWhoMayCallIt() {
        assertThat(RunningRoutes.endpoints()).hasSizeGreaterThan(40);
        assertThat(RunningRoutes.endpoints().filter(endpoint -> endpoint.roles().isEmpty()))
                .isEmpty();
        assertThat(RunningRoutes.endpoints()
                        .filter(endpoint -> endpoint.roles().contains(RunningRoutes.EVERYBODY))
                        .map(Endpoint::path))
                .containsExactlyInAnyOrder("/oauth/{platform}/start", "/oauth/{platform}/callback");
    }

    @Test
    void everyOtherRouteIsPublicOnPurpose() {
        assertThat(RunningRoutes.paths(router).filter(path -> !path.equals("/")))
                .isNotEmpty()
                .allMatch(
                        path -> PUBLIC.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "/")));
    }

    @Test
    void noSpellingOfARouteOpensIt() throws InterruptedException {
        Map<String, String> before = estate.pictures();
        try (ExecutorService walkers = Executors.newFixedThreadPool(8)) {
            RunningRoutes.endpoints().forEach(endpoint -> walkers.execute(() -> walk(endpoint)));
            walkers.shutdown();
            assertThat(walkers.awaitTermination(8, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(flaws).isEmpty();
        assertThat(estate.pictures()).isEqualTo(before);
        assertThat(estate.intruderWroteNothing()).isTrue();
    }

    private void walk(Endpoint endpoint) {
        String path = estate.filled(endpoint.path());
        if (endpoint.roles().contains(RunningRoutes.EVERYBODY)) {
            Spellings.of(path)
                    .values()
                    .forEach(target -> checkStatus(endpoint, "nobody", target, http.send("GET", target)));
            return;
        }
        for (Caller caller : callersOf(endpoint)) {
            for (Map.Entry<String, String> spelling : Spellings.of(path).entrySet()) {
                check(
                        endpoint,
                        caller,
                        spelling.getKey(),
                        send(endpoint.method(), spelling.getValue(), caller.key, ""));
            }
            for (Map.Entry<String, String> override : Spellings.overrides().entrySet()) {
                String header = override.getKey() + ": " + override.getValue();
                check(endpoint, caller, header, send(endpoint.method(), path, caller.key, header));
            }
            for (String method : OTHER_METHODS) {
                checkStatus(endpoint, caller.name + " " + method, path, send(method, path, caller.key, ""));
            }
        }
    }

    private List<Caller> callersOf(Endpoint endpoint) {
        List<Caller> callers = new ArrayList<>(List.of(
                new Caller("nobody", "", false),
                new Caller("a wrong key", "parley_wrong", false),
                new Caller("two words", estate.ownerKey() + " " + estate.ownerKey(), false)));
        if (endpoint.roles().equals(Set.of(Roles.OPERATOR))) {
            callers.add(new Caller("a tenant", estate.ownerKey(), false));
            callers.add(new Caller("a group's key", estate.groupKey(), false));
        } else {
            callers.add(new Caller("the operator", Api.operator().key(), false));
            callers.add(new Caller("another account", estate.strangerKey(), true));
            callers.add(new Caller("another group", estate.groupKey(), true));
        }
        return callers;
    }

    private RawHttp.Answer send(String method, String target, String key, String header) {
        List<String> headers = new ArrayList<>();
        if (!key.isEmpty()) {
            headers.add("Authorization: Bearer " + key);
        }
        if (!header.isEmpty()) {
            headers.add(header);
        }
        headers.add("Content-Type: application/json");
        headers.add("Content-Length: 2\r\n\r\n{}");
        return http.send(method, target, headers.toArray(String[]::new));
    }

    private void check(Endpoint endpoint, Caller caller, String spelling, RawHttp.Answer answer) {
        boolean refused = caller.sees
                ? Set.of(400, 404, 405, 409, 422).contains(answer.status())
                : Set.of(400, 401, 404).contains(answer.status());
        boolean shown =
                caller.sees && answer.status() == 200 && endpoint.method().equals("GET");
        if (!refused && !shown || refused && !hasShape(answer) || estate.isIn(answer.body())) {
            flaws.add("%s %s, %s, %s: %d %s"
                    .formatted(
                            endpoint.method(), endpoint.path(), caller.name, spelling, answer.status(), answer.body()));
        }
    }

    /** Whose answer has no body, or not the contract's: none of them may succeed with something to see. */
    private void checkStatus(Endpoint endpoint, String caller, String target, RawHttp.Answer answer) {
        boolean empty = answer.body().isEmpty();
        if (answer.status() >= 500
                || answer.status() < 200
                || answer.status() < 300 && !empty
                || estate.isIn(answer.body())) {
            flaws.add("%s %s, %s, %s: %d %s"
                    .formatted(endpoint.method(), endpoint.path(), caller, target, answer.status(), answer.body()));
        }
    }

    private static boolean hasShape(RawHttp.Answer answer) {
        JsonNode body =
                Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)).orElse(Json.object());
        return body.path("error").isTextual() && answer.header("Content-Type").startsWith("application/json");
    }
}
