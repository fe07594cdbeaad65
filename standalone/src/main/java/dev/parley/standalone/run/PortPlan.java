package dev.parley.standalone.run;

import dev.parley.standalone.StartFailure;
import dev.parley.standalone.infrastructure.FreePorts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which part listens where. Defaults stand in {@link Part}; a port base moves all of them ({@code free} picks any),
 * and PARLEY_PORT_API_GATEWAY and its likes move one.
 */
public final class PortPlan {
    private static final int HIGHEST = 65_535;

    private final Map<Part, Integer> ports = new EnumMap<>(Part.class);

    private PortPlan(Map<Part, Integer> ports) {
        this.ports.putAll(ports);
    }

    /**
     * @param base from the command line; PARLEY_PORT_BASE counts where it says nothing
     * @param environment where the variables are looked up
     */
    static PortPlan of(Optional<String> base, Map<String, String> environment) {
        Optional<String> chosen = base.or(() -> Optional.ofNullable(environment.get("PARLEY_PORT_BASE")));
        Map<Part, Integer> ports = chosen.isEmpty() ? defaults() : moved(chosen.get());
        for (Part part : Part.values()) {
            String own = environment.get(part.variable());
            if (own != null) {
                ports.put(part, number(own, part.variable()));
            }
        }
        return new PortPlan(ports);
    }

    private static Map<Part, Integer> defaults() {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, part.defaultPort());
        }
        return ports;
    }

    private static Map<Part, Integer> moved(String base) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        if (base.equals("free")) {
            List<Integer> free = FreePorts.pick(Part.values().length);
            for (Part part : Part.values()) {
                ports.put(part, free.get(part.ordinal()));
            }
            return ports;
        }
        int first = number(base, "The port base");
        for (Part part : Part.values()) {
            ports.put(part, first + part.offset());
        }
        return ports;
    }

    private static int number(String text, String what) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port <= HIGHEST - Part.KAFKA.offset()) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number out of range.
        }
        throw new StartFailure(what + " must be a port number, not \"" + text + "\".");
    }

    int of(Part part) {
        return ports.getOrDefault(part, part.defaultPort());
    }

    /** The base address of a part that speaks HTTP. */
    String url(Part part) {
        return "http://127.0.0.1:" + of(part);
    }

    /**
     * Refuses when somebody else listens on one of these parts' ports.
     *
     * @throws StartFailure that names each of them and the way out
     */
    void requireFree(List<Part> parts) {
        List<String> taken = new ArrayList<>();
        for (Part part : parts) {
            if (!FreePorts.isFree(of(part))) {
                taken.add("%d (%s, %s)".formatted(of(part), part.label(), part.variable()));
            }
        }
        if (!taken.isEmpty()) {
            throw new StartFailure(
                    "Port %s is taken by another program. Stop that, move the port with the variable, or move all with --port-base."
                            .formatted(String.join(", ", taken)));
        }
    }
}
