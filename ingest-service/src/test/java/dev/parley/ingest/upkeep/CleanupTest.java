package dev.parley.ingest.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.EmbeddedInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class CleanupTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    Cleanup cleanup;

    @Test
    void oneRunDeletesEverythingThatIsPastItsUse() {
        run("""
                insert into idempotency_keys (account_id, key, request_hash, expires_at)
                select 1, 'old-' || n, '\\x00', now() - interval '1 minute' from generate_series(1, 35000) n""");
        run("""
                insert into idempotency_keys (account_id, key, request_hash, expires_at)
                values (1, 'young', '\\x00', now() + interval '1 hour')""");
        run("""
                insert into inbound_seen (profile_id, item_key, seen_at)
                select 1, 'old-' || n, now() - interval '30 days' from generate_series(1, 25000) n""");

        cleanup.clean().await().atMost(LIMIT);

        assertThat(number("select count(*) from idempotency_keys where key like 'old-%'"))
                .isZero();
        assertThat(number("select count(*) from idempotency_keys where key = 'young'"))
                .isOne();
        assertThat(number("select count(*) from inbound_seen where seen_at < now() - interval '29 days'"))
                .isZero();
    }

    private long number(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(LIMIT);
    }
}
