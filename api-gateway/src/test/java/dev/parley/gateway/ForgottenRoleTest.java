package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.ForgottenRoleResource;
import dev.parley.gateway.testing.RunningRoutes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A route without a role is closed to everybody in the running program, whatever the build says. */
@QuarkusTest
@TestProfile(ForgottenRoleTest.WithTheResource.class)
class ForgottenRoleTest {
    public static class WithTheResource implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("parley.test.forgotten-role", "there");
        }
    }

    @Test
    void nobodyGetsThrough() {
        assertThat(RunningRoutes.endpoints().filter(route -> route.path().startsWith("/api/forgotten")))
                .hasSize(2);
        String key = Api.operator()
                .post("/api/admin/keys", Map.of("label", "forgotten"))
                .text("/key");
        for (Api caller : List.of(Api.with(""), Api.with("wrong"), Api.with(key), Api.operator())) {
            for (Answer answer : List.of(caller.get("/api/forgotten"), caller.post("/api/forgotten", "{}"))) {
                assertThat(answer.status()).isIn(401, 404);
                assertThat(answer.json().path("error").isTextual()).isTrue();
                assertThat(answer.json().toString()).doesNotContain(ForgottenRoleResource.SECRET);
            }
        }
    }
}
