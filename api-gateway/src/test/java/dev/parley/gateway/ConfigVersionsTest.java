package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.KeyId;
import dev.parley.id.ProfileId;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.watch.ConfigVersions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What another process changed is known here soon. */
@QuarkusTest
class ConfigVersionsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    ConfigVersions versions;

    @Inject
    ProfileDirectory profiles;

    @Test
    void aKeyRevokedElsewhereStopsWorking() {
        var made = Api.operator().post("/api/admin/keys", Map.of("label", "elsewhere"));
        Api api = Api.with(made.text("/key"));
        assertThat(api.get("/api/profiles").status()).isEqualTo(200);
        Rows.run(
                "update api_keys set revoked_at = now() where id = ?",
                KeyId.parse(made.text("/id")).orElseThrow().value());
        await().atMost(SOON).until(() -> api.get("/api/profiles").status() == 401);
    }

    @Test
    void aProfileThatExpiredElsewhereIsSeen() {
        ProfileId id = ProfileId.parse(Tenancy.fresh().profile("telegram")).orElseThrow();
        await().atMost(SOON).until(() -> profiles.byId(id).isPresent());
        Rows.run("update profiles set status = 'expired', updated_at = now() where id = ?", id.value());
        await().atMost(SOON).until(() -> profiles.byId(id).orElseThrow().status() == Profile.Status.EXPIRED);
    }

    @Test
    void aCopyIsReadWhenItsVersionMovesAndAgainWhenThatFailed() {
        AtomicInteger reads = new AtomicInteger();
        versions.keep("webhooks", () -> {
            int read = reads.incrementAndGet();
            return read == 2
                    ? Uni.createFrom().failure(new IllegalStateException("away"))
                    : Uni.createFrom().voidItem();
        });
        assertThat(reads).hasValue(1);
        Tenancy.fresh().api().post("/api/webhooks", Map.of("url", "https://x.example", "events", new String[] {"*"}));
        await().atMost(SOON).until(() -> reads.get() >= 3);
    }
}
