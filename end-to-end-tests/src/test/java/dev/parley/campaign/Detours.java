package dev.parley.campaign;

import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.infrastructure.KafkaServer.Detour;
import dev.parley.testing.StallingProxy;

/**
 * Database and broker with a proxy before each, through which the programs go and the test does not.
 *
 * <pre>
 *   programs ──► proxy ──► PostgreSQL ◄── test
 *   programs ──► proxy ──► Kafka, which tells who comes this way to come this way again ◄── test
 * </pre>
 */
final class Detours implements Infrastructure {
    private final int brokerPort = FreePorts.pick(1).getFirst();
    private final StallingProxy broker = new StallingProxy("127.0.0.1", brokerPort);
    private final EmbeddedServers servers =
            new EmbeddedServers(Installation.find(), new Detour(brokerPort, broker.port()));
    private StallingProxy database;

    @Override
    public Endpoints start() {
        Endpoints endpoints = servers.start();
        database = new StallingProxy(endpoints.host(), endpoints.port());
        return endpoints;
    }

    /** As the programs see the servers. */
    Endpoints around(Endpoints direct) {
        return new Endpoints(
                direct.host(),
                database.port(),
                direct.database(),
                direct.user(),
                direct.password(),
                "127.0.0.1:" + broker.port());
    }

    StallingProxy broker() {
        return broker;
    }

    StallingProxy database() {
        return database;
    }

    @Override
    public void close() {
        broker.close();
        if (database != null) {
            database.close();
        }
        servers.close();
    }
}
