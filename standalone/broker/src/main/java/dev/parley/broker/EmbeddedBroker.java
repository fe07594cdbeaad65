package dev.parley.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs one Kafka broker, which is its own controller (KRaft), until the process is told to end.
 *
 * <p>The only argument is a broker properties file. Its {@code log.dirs} names one folder, which is formatted on the
 * first start; later starts find their records there again, also after a kill.
 */
public final class EmbeddedBroker {
    /** As the shell reports the end by SIGTERM. */
    private static final int TERMINATED = 143;

    private EmbeddedBroker() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: EmbeddedBroker SERVER.PROPERTIES");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        Properties properties = read(file);
        formatOnce(file, Path.of(properties.getProperty("log.dirs")));
        serve(new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM));
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static void formatOnce(Path file, Path logs) {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        String clusterId = Uuid.randomUuid().toString();
        String[] format = {"format", "--cluster-id", clusterId, "--config", file.toString()};
        if (StorageTool.execute(format, System.out) != 0) {
            throw new IllegalStateException("the broker's folder " + logs + " could not be formatted");
        }
    }

    private static void serve(KafkaRaftServer server) {
        AtomicBoolean started = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, started.get()), "broker-shutdown"));
        server.startup();
        started.set(true);
        server.awaitShutdown();
    }

    /** A broker that is told to end in the middle of its start would wait for itself; it survives a kill. */
    private static void stop(KafkaRaftServer server, boolean started) {
        if (!started) {
            Runtime.getRuntime().halt(TERMINATED);
        }
        server.shutdown();
        server.awaitShutdown();
    }
}
