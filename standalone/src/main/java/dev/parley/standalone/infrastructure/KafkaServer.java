package dev.parley.standalone.infrastructure;

import dev.parley.standalone.process.Probe;
import dev.parley.standalone.process.Program;
import dev.parley.standalone.process.StartFailure;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker over one data folder, in a JVM of its own.
 *
 * <p>Acknowledged records survive kill -9, because they lie in the operating system's cache. A power cut they survive
 * where their topic is flushed ({@link TopicCreation}).
 */
public final class KafkaServer {
    static final String NAME = "kafka";

    private final Installation installation;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final @Nullable Detour detour;

    /**
     * A second way to the broker, through a proxy.
     *
     * @param port where the broker listens for the proxy
     * @param proxy the port of the proxy: who asks here is told to come there
     */
    public record Detour(int port, int proxy) {}

    /**
     * @param folder takes the broker's records and its properties file
     * @param controllerPort may differ from one run to the next
     */
    public KafkaServer(Installation installation, Path folder, int port, int controllerPort) {
        this(installation, folder, port, controllerPort, null);
    }

    /** The same with a second way to it. */
    public KafkaServer(Installation installation, Path folder, int port, int controllerPort, @Nullable Detour detour) {
        this.installation = installation;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.detour = detour;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Writes the broker's properties for this run. */
    public void prepare() {
        try {
            Files.createDirectories(folder);
            try (Writer writer = Files.newBufferedWriter(propertiesFile())) {
                properties().store(writer, "Written by the launcher at each start.");
            }
        } catch (IOException e) {
            throw new StartFailure("The broker's folder " + folder + " could not be written: " + e.getMessage(), e);
        }
    }

    /**
     * How to run it, again and again.
     *
     * @param jvmFlags heap and the like
     */
    public Program program(Path log, List<String> jvmFlags) {
        List<String> command = new ArrayList<>(List.of(Installation.java()));
        command.addAll(jvmFlags);
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", installation.brokerClassPath(), "dev.parley.broker.EmbeddedBroker"));
        command.add(propertiesFile().toString());
        return new Program(NAME, port, command, Map.of(), folder, log, Probe.accepts(port), Program.Stop.TERMINATE);
    }

    private Path propertiesFile() {
        return folder.resolve("server.properties");
    }

    private Properties properties() {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        String direct = "PLAINTEXT://127.0.0.1:" + port;
        String around = detour == null ? "" : ",DETOUR://127.0.0.1:" + detour.port;
        p.put("listeners", direct + around + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", direct + (detour == null ? "" : ",DETOUR://127.0.0.1:" + detour.proxy));
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,DETOUR:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", folder.resolve("data").toString());
        p.put("auto.create.topics.enable", "false");
        p.putAll(singleNode());
        p.putAll(smallHeap());
        return p;
    }

    /** The broker's own topics have nobody to be copied to. */
    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0",
                // A killed broker is let in again when its old session has run out: 9 s by default.
                "broker.session.timeout.ms", "5000");
    }

    /** The default cleaner buffer of 128 MB alone would not fit. */
    private static Map<String, String> smallHeap() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "2",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.segment.bytes", "67108864");
    }
}
