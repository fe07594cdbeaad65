package dev.parley.ingest.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.database.BoundedConnections;
import dev.parley.database.DatabaseConfig;
import dev.parley.testing.EmbeddedInfrastructure;
import dev.parley.testing.StallingProxy;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service does with a database that hangs instead of breaking. */
@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class SilentDatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(25);

    @Inject
    Vertx vertx;

    @Inject
    Pool ofTheService;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private StallingProxy proxy;
    private Pool pool;

    private record Limits(
            Duration connectTimeout,
            Duration statementTimeout,
            Duration lockTimeout,
            Duration idleTransactionTimeout,
            Duration silence)
            implements DatabaseConfig {}

    private record Given(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @BeforeEach
    void connectThroughAProxy() {
        PgConnectOptions direct = PgConnectOptions.fromUri(url);
        proxy = new StallingProxy(direct.getHost(), direct.getPort());
        PgConnectOptions options = new PgConnectOptions(direct)
                .setHost("127.0.0.1")
                .setPort(proxy.port())
                .setUser(user)
                .setPassword(password);
        Limits limits = new Limits(
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        pool = Pool.newInstance(new BoundedConnections(limits)
                .create(new Given(vertx, new PoolOptions().setMaxSize(2), List.of(options))));
    }

    @AfterEach
    void hangUp() {
        pool.close().await().atMost(LIMIT);
        proxy.close();
    }

    @Test
    void aStatementWithoutAnAnswerFailsAndTheNextOneGetsAConnectionThatWorks() {
        run("select 1");

        proxy.stall();
        for (int statement = 0; statement < 5; statement++) {
            assertThatThrownBy(() -> run("select 1")).isNotInstanceOf(TimeoutException.class);
        }
        proxy.resume();

        run("select 1");
    }

    @Test
    void aSlowStatementIsCancelled() {
        assertThatThrownBy(() -> run("select pg_sleep(20)"))
                .isInstanceOfSatisfying(
                        PgException.class,
                        cancelled -> assertThat(cancelled.getSqlState()).isEqualTo("57014"));
    }

    @Test
    void aLockThatIsHeldIsNotWaitedForWithoutEnd() {
        SqlConnection holder = ofTheService.getConnection().await().atMost(LIMIT);
        try {
            holder.query("begin").execute().await().atMost(LIMIT);
            holder.query("lock table id_nodes").execute().await().atMost(LIMIT);

            assertThatThrownBy(() -> run("select count(*) from id_nodes"))
                    .isInstanceOfSatisfying(
                            PgException.class,
                            refused -> assertThat(refused.getSqlState()).isEqualTo("55P03"));
        } finally {
            holder.query("rollback").execute().await().atMost(LIMIT);
            holder.close().await().atMost(LIMIT);
        }
    }

    @Test
    void aProcessThatIsFrozenInsideATransactionLosesItsLocks() {
        SqlConnection frozen = pool.getConnection().await().atMost(LIMIT);
        frozen.query("begin").execute().await().atMost(LIMIT);
        frozen.query("lock table id_nodes").execute().await().atMost(LIMIT);
        proxy.stall();

        ofTheService.query("select count(*) from id_nodes").execute().await().atMost(LIMIT);
    }

    @Test
    void theServicesOwnPoolIsBounded() {
        for (String setting : List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")) {
            String value = ofTheService
                    .query("show " + setting)
                    .execute()
                    .await()
                    .atMost(LIMIT)
                    .iterator()
                    .next()
                    .getString(0);
            assertThat(value).as(setting).isNotEqualTo("0");
        }
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(LIMIT);
    }
}
