package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.access.ApiKeyCache;
import dev.parley.gateway.access.KeySecret;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wrong keys cost the database little, and a new key works at once. */
@QuarkusTest
class UnknownKeysTest {
    @Inject
    ApiKeyCache keys;

    @Inject
    MeterRegistry meters;

    @Test
    void aKeyMadeElsewhereWorksAtOnceAlsoWhereItWasTriedBefore() {
        Tenancy tenancy = Tenancy.fresh();
        String fresh = KeySecret.generate();
        insert(tenancy, fresh);
        assertThat(Api.with(fresh).get("/api/profiles").status()).isEqualTo(200);

        String tried = KeySecret.generate();
        assertThat(Api.with(tried).get("/api/profiles").status()).isEqualTo(401);
        insert(tenancy, tried);
        await().until(() -> Api.with(tried).get("/api/profiles").status() == 200);
    }

    @Test
    void tryingAWrongKeyAgainDoesNotAskTheDatabase() {
        String wrong = KeySecret.generate();
        assertThat(Api.with(wrong).get("/api/profiles").status()).isEqualTo(401);
        double before = lookUps();
        for (int i = 0; i < 50; i++) {
            assertThat(Api.with(wrong).get("/api/profiles").status()).isEqualTo(401);
        }
        assertThat(lookUps()).isEqualTo(before);
    }

    @Test
    void manyDifferentWrongKeysShareFewStatements() {
        double before = lookUps();
        List<Uni<Optional<?>>> tries = IntStream.range(0, 1_000)
                .<Uni<Optional<?>>>mapToObj(i -> keys.holderOf("wrong " + i).map(found -> found))
                .toList();
        assertThat(Uni.join().all(tries).andFailFast().await().indefinitely()).allMatch(Optional::isEmpty);
        assertThat(lookUps() - before).isBetween(1.0, 100.0);
    }

    private double lookUps() {
        return meters.counter("parley.keys.looked.up").count();
    }

    private static void insert(Tenancy tenancy, String key) {
        Rows.run(
                "insert into api_keys (id, account_id, key_hash) values (?, ?, ?)",
                Rows.idNumber(),
                AccountId.parse(tenancy.account()).orElseThrow().value(),
                KeySecret.hash(key));
    }
}
