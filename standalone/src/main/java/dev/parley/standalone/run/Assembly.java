package dev.parley.standalone.run;

import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.standalone.infrastructure.KafkaServer;
import dev.parley.standalone.infrastructure.PostgresServer;
import dev.parley.standalone.process.ManagedProcess.Kept;
import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts together what a system consists of: each program with its command, settings, log and probe. */
final class Assembly {
    private final Home home;
    private final PortPlan ports;
    private final ServiceSettings settings;
    private final Secrets secrets;
    private final JvmFlags flags;
    private final Liveness liveness;
    private final PostgresServer database;
    private final KafkaServer broker;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Assembly(Home home, PortPlan ports, ServiceSettings settings, Secrets secrets) {
        this.home = home;
        this.ports = ports;
        this.settings = settings;
        this.secrets = secrets;
        this.liveness = new Liveness(System.getenv());
        this.flags = new JvmFlags(home.classArchives(), System.getenv());
        Installation installation = home.installation();
        this.database = new PostgresServer(
                installation,
                home.postgres(),
                ports.of(SystemPart.POSTGRES),
                secrets.databasePassword(),
                PostgresServer.Durability.DURABLE);
        this.broker = new KafkaServer(
                installation,
                home.kafka(),
                ports.of(SystemPart.KAFKA),
                FreePorts.pick(1).getFirst());
    }

    /** The parts of this system, in the order of the list that people see. */
    List<SystemPart> parts() {
        Stream<SystemPart> sandbox = settings.needsSandbox() ? Stream.of(SystemPart.SANDBOX) : Stream.empty();
        return Stream.of(Stream.of(SystemPart.POSTGRES, SystemPart.KAFKA), sandbox, SystemPart.services().stream())
                .flatMap(part -> part)
                .toList();
    }

    Endpoints endpoints() {
        return database.endpoints(broker.bootstrapServers());
    }

    Kept postgres() {
        return Kept.of(database.program(home.log(SystemPart.POSTGRES.label())), database::prepare);
    }

    Kept kafka() {
        return Kept.of(broker.program(home.log(SystemPart.KAFKA.label()), flags.broker()), broker::prepare);
    }

    /** The sandbox, if any platform is played. */
    List<Kept> sandbox() {
        return settings.needsSandbox() ? List.of(quarkus(SystemPart.SANDBOX, settings.ofSandbox(home))) : List.of();
    }

    List<Kept> services() {
        return SystemPart.services().stream()
                .map(part -> quarkus(part, settings.of(part, home, secrets, endpoints())))
                .toList();
    }

    private Kept quarkus(SystemPart part, Map<String, String> environment) {
        String name = part.label();
        List<String> command = new ArrayList<>(List.of(Installation.java()));
        command.addAll(flags.service(name));
        command.add("-jar");
        command.add(ProgramCopy.runnableJar(home, name).toString());
        URI health = URI.create(ports.managementUrl(part) + "/q/health/");
        Program program = new Program(
                name,
                ports.of(part),
                command,
                environment,
                home.folder(),
                home.log(name),
                Probe.answers(client, health.resolve("ready")),
                Program.Stop.TERMINATE);
        Kept kept = Kept.of(program, () -> {});
        return liveness.isWatched() ? kept.with(() -> liveness.of(client, health.resolve("live"))) : kept;
    }
}
