package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Throw-away servers for tests: free ports, a temporary folder, nothing durable, all gone at the end. */
public final class EmbeddedServers implements Infrastructure {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final List<String> BROKER_FLAGS = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Installation installation;
    private final KafkaServer.@Nullable Detour detour;
    private final Path folder = Folders.temporary("parley-test-");
    private @Nullable Child postgres;
    private @Nullable Child kafka;

    public EmbeddedServers(Installation installation) {
        this(installation, null);
    }

    /** @param detour a second way to the broker, if there is to be one */
    public EmbeddedServers(Installation installation, KafkaServer.@Nullable Detour detour) {
        this.installation = installation;
        this.detour = detour;
    }

    @Override
    public Endpoints start() {
        List<Integer> ports = FreePorts.pick(3);
        KafkaServer broker = new KafkaServer(installation, folder.resolve("kafka"), ports.get(0), ports.get(1), detour);
        broker.prepare();
        Child runningKafka = Child.start(broker.program(folder.resolve("kafka.log"), BROKER_FLAGS));
        kafka = runningKafka;

        PostgresServer database = new PostgresServer(
                installation,
                folder.resolve("pg"),
                ports.get(2),
                UUID.randomUUID().toString(),
                PostgresServer.Durability.NONE);
        database.prepare();
        Child runningPostgres = Child.start(database.program(folder.resolve("postgres.log")));
        postgres = runningPostgres;
        runningPostgres.awaitReady(START_LIMIT);
        Endpoints endpoints = database.endpoints(broker.bootstrapServers());
        Migrations.bringUpToDate(endpoints);

        runningKafka.awaitReady(START_LIMIT);
        TopicCreation.createMissing(broker.bootstrapServers());
        return endpoints;
    }

    @Override
    public void close() {
        // Nobody reads these data again: no need for the broker's orderly goodbye.
        if (kafka != null) {
            kafka.kill();
            kafka.awaitEnd();
        }
        if (postgres != null) {
            postgres.stop();
        }
        Folders.delete(folder);
    }
}
