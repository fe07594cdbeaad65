package dev.parley.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates the connection pool such that every wait for the database ends.
 *
 * <pre>
 *   statement too slow, lock not granted  ──► the server cancels it       ──► the statement fails
 *   process frozen inside a transaction   ──► the server ends the session ──► its locks are free
 *   server or network silent              ──► the client closes the socket ──► the statement fails, the pool reconnects
 *   silent while connecting               ──► the client gives up           ──► the pool's place is free again
 * </pre>
 *
 * The first two hold while the server lives; the others need no help from it.
 */
@Singleton
public class BoundedConnections implements PgPoolCreator {
    private final DatabaseConfig config;

    public BoundedConnections(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers = List.copyOf(input.pgConnectOptionsList());
        servers.forEach(this::bound);
        PoolOptions pooled = input.poolOptions();
        // A pooled connection must leave before its silence does: otherwise a statement could meet its end.
        if (pooled.getIdleTimeout() == 0) {
            pooled.setIdleTimeout(Math.toIntExact(Math.max(1, config.silence().toSeconds() / 2)));
            pooled.setIdleTimeoutUnit(TimeUnit.SECONDS);
        }
        Pool pool = PgBuilder.pool()
                .with(pooled)
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
        return withinDeadline(pool, servers, input.vertx());
    }

    /** The client itself would wait for ever for a server that takes the connection and then says nothing. */
    @SuppressWarnings("deprecation") // The only way to time the whole handshake and not only its first packet.
    private Pool withinDeadline(Pool pool, List<PgConnectOptions> servers, Vertx vertx) {
        ConnectionFactory factory = PgDriver.INSTANCE.createConnectionFactory(vertx, servers.getFirst());
        AtomicInteger turn = new AtomicInteger();
        return pool.connectionProvider(context -> {
            PgConnectOptions server = servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
            return within(factory.connect(context, server));
        });
    }

    /** A connection that comes too late is closed. */
    private Future<SqlConnection> within(Future<SqlConnection> connecting) {
        Future<SqlConnection> timed = connecting.timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        timed.onFailure(late -> connecting.onSuccess(SqlConnection::close));
        return timed;
    }

    private void bound(PgConnectOptions options) {
        options.addProperty("statement_timeout", millis(config.statementTimeout()));
        options.addProperty("lock_timeout", millis(config.lockTimeout()));
        options.addProperty("idle_in_transaction_session_timeout", millis(config.idleTransactionTimeout()));
        options.setReadIdleTimeout(Math.toIntExact(config.silence().toMillis()));
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.setTcpKeepAlive(true);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
