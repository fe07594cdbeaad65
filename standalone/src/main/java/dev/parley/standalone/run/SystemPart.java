package dev.parley.standalone.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Everything that listens on a port of its own. */
public enum SystemPart {
    API_GATEWAY(8080, 0),
    INGEST_SERVICE(8081, 1),
    DISPATCH_SERVICE(8082, 2),
    BLUESKY_POLLER(8083, 3),
    WEBHOOK_FANOUT(8084, 4),
    SANDBOX(8090, 10),
    POSTGRES(15_432, 20),
    KAFKA(19_092, 21);

    /** How far above the port of a Quarkus program its management port is. */
    private static final int MANAGEMENT = 30;

    private final int defaultPort;
    private final int offset;

    SystemPart(int defaultPort, int offset) {
        this.defaultPort = defaultPort;
        this.offset = offset;
    }

    /** Parley's own services, as their modules are called. */
    static List<SystemPart> services() {
        return Stream.of(values()).filter(part -> part.offset < SANDBOX.offset).toList();
    }

    /** What runs on Quarkus, and so has a management port beside its own. */
    static List<SystemPart> managed() {
        return Stream.of(values()).filter(SystemPart::isManaged).toList();
    }

    boolean isManaged() {
        return offset <= SANDBOX.offset;
    }

    /** As people, logs and Maven call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int defaultPort() {
        return defaultPort;
    }

    /** How far from the port base it listens. */
    int offset() {
        return offset;
    }

    /** The variable that moves this part alone. */
    String variable() {
        return "PARLEY_PORT_" + name();
    }

    int defaultManagementPort() {
        return defaultPort + MANAGEMENT;
    }

    /** How far from the port base the management port is. */
    int managementOffset() {
        return offset + MANAGEMENT;
    }

    /** The variable that moves the management port of this part alone. */
    String managementVariable() {
        return variable() + "_MANAGEMENT";
    }
}
