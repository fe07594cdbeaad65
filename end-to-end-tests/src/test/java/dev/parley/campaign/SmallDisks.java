package dev.parley.campaign;

import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.infrastructure.KafkaServer;
import dev.parley.standalone.infrastructure.Migrations;
import dev.parley.standalone.infrastructure.PostgresServer;
import dev.parley.standalone.infrastructure.TopicCreation;
import dev.parley.standalone.process.Child;
import dev.parley.standalone.process.Program;
import dev.parley.testing.PlainSql;
import dev.parley.testing.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Database and broker on small disks of their own.
 *
 * <pre>
 *   PostgreSQL: tables and indexes ──► small disk       its log of changes, and all else ──► the machine's disk
 *   Kafka: all of it ──► small disk
 * </pre>
 */
final class SmallDisks implements Infrastructure {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int FOR_TABLES = 96;
    private static final int FOR_RECORDS = 96;
    private static final List<String> BROKER_FLAGS = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path folder = WorkFolder.fresh("small-disks");
    private final SmallDisk tables = SmallDisk.mount(FOR_TABLES);
    private final SmallDisk records = SmallDisk.mount(FOR_RECORDS);
    private final List<Integer> ports = FreePorts.pick(3);
    private final KafkaServer broker =
            new KafkaServer(Installation.find(), records.folder("kafka"), ports.get(0), ports.get(1));
    private final PostgresServer database = new PostgresServer(
            Installation.find(), folder.resolve("pg"), ports.get(2), "small", PostgresServer.Durability.NONE);
    private Child runningBroker;
    private Child runningDatabase;

    @Override
    public Endpoints start() {
        broker.prepare();
        runningBroker = Child.start(brokerProgram());
        database.prepare();
        runningDatabase = Child.start(database.program(folder.resolve("postgres.log")));
        runningDatabase.awaitReady(START_LIMIT);
        Endpoints endpoints = database.endpoints(broker.bootstrapServers());
        Migrations.bringUpToDate(endpoints);
        PlainSql maintenance = PlainSql.of(new Endpoints(
                endpoints.host(), endpoints.port(), "postgres", endpoints.user(), endpoints.password(), ""));
        maintenance.run("create tablespace small location '" + tables.folder("tables") + "'");
        maintenance.run("alter database " + endpoints.database() + " set tablespace small");
        runningBroker.awaitReady(START_LIMIT);
        TopicCreation.createMissing(broker.bootstrapServers());
        return endpoints;
    }

    private Program brokerProgram() {
        return broker.program(folder.resolve("kafka.log"), BROKER_FLAGS);
    }

    SmallDisk tables() {
        return tables;
    }

    SmallDisk records() {
        return records;
    }

    boolean brokerLives() {
        return runningBroker.alive();
    }

    /** As whatever supervises it does. */
    void startBrokerAgain() {
        runningBroker.kill();
        runningBroker.awaitEnd();
        runningBroker = Child.start(brokerProgram());
        runningBroker.awaitReady(START_LIMIT);
    }

    @Override
    public void close() {
        if (runningBroker != null) {
            runningBroker.kill();
            runningBroker.awaitEnd();
        }
        if (runningDatabase != null) {
            runningDatabase.stop();
        }
        records.close();
        tables.close();
    }
}
