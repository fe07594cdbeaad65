package dev.parley.standalone.run;

import dev.parley.standalone.infrastructure.FreePorts;
import dev.parley.standalone.process.StartFailure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part listens where. Defaults stand in {@link SystemPart}; a port base moves all of them ({@code free} picks any),
 * and PARLEY_PORT_API_GATEWAY and its likes move one. Health and metrics of a Quarkus program have a port of their own,
 * which PARLEY_PORT_API_GATEWAY_MANAGEMENT and its likes move.
 */
public final class PortPlan {
    private static final int HIGHEST = 65_535;
    private static final int HIGHEST_BASE = HIGHEST - SystemPart.SANDBOX.managementOffset();

    private final Map<SystemPart, Integer> ports = new EnumMap<>(SystemPart.class);
    private final Map<SystemPart, Integer> managementPorts = new EnumMap<>(SystemPart.class);

    private PortPlan() {}

    /**
     * @param base from the command line; PARLEY_PORT_BASE counts where it says nothing
     * @param environment where the variables are looked up
     */
    static PortPlan of(Optional<String> base, Map<String, String> environment) {
        Optional<String> chosen = base.or(() -> Optional.ofNullable(environment.get("PARLEY_PORT_BASE")));
        PortPlan plan = chosen.map(PortPlan::moved).orElseGet(PortPlan::defaults);
        for (SystemPart part : SystemPart.values()) {
            plan.override(plan.ports, part, part.variable(), environment);
        }
        for (SystemPart part : SystemPart.managed()) {
            plan.override(plan.managementPorts, part, part.managementVariable(), environment);
        }
        return plan;
    }

    private void override(
            Map<SystemPart, Integer> plan, SystemPart part, String variable, Map<String, String> environment) {
        String own = environment.get(variable);
        if (own != null) {
            plan.put(part, number(own, variable, HIGHEST));
        }
    }

    private static PortPlan defaults() {
        PortPlan plan = new PortPlan();
        for (SystemPart part : SystemPart.values()) {
            plan.ports.put(part, part.defaultPort());
        }
        for (SystemPart part : SystemPart.managed()) {
            plan.managementPorts.put(part, part.defaultManagementPort());
        }
        return plan;
    }

    private static PortPlan moved(String base) {
        if (base.equals("free")) {
            return free();
        }
        PortPlan plan = new PortPlan();
        int first = number(base, "The port base", HIGHEST_BASE);
        for (SystemPart part : SystemPart.values()) {
            plan.ports.put(part, first + part.offset());
        }
        for (SystemPart part : SystemPart.managed()) {
            plan.managementPorts.put(part, first + part.managementOffset());
        }
        return plan;
    }

    private static PortPlan free() {
        PortPlan plan = new PortPlan();
        Iterator<Integer> free = FreePorts.pick(
                        SystemPart.values().length + SystemPart.managed().size())
                .iterator();
        for (SystemPart part : SystemPart.values()) {
            plan.ports.put(part, free.next());
        }
        for (SystemPart part : SystemPart.managed()) {
            plan.managementPorts.put(part, free.next());
        }
        return plan;
    }

    private static int number(String text, String what, int highest) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port <= highest) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number out of range.
        }
        throw new StartFailure(what + " must be a port number, not \"" + text + "\".");
    }

    int of(SystemPart part) {
        return ports.getOrDefault(part, part.defaultPort());
    }

    /** Where a part serves its health and metrics, if it has such a port. */
    OptionalInt managementOf(SystemPart part) {
        Integer port = managementPorts.get(part);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The base address of a part that speaks HTTP. */
    String url(SystemPart part) {
        return "http://127.0.0.1:" + of(part);
    }

    /** The base address of the management interface of a Quarkus program. */
    String managementUrl(SystemPart part) {
        return "http://127.0.0.1:" + managementOf(part).orElseThrow();
    }

    /**
     * Refuses when somebody else listens on one of these parts' ports.
     *
     * @throws StartFailure that names each of them and the way out
     */
    void requireFree(List<SystemPart> parts) {
        List<String> taken = new ArrayList<>();
        for (SystemPart part : parts) {
            if (!FreePorts.isFree(of(part))) {
                taken.add("%d (%s, %s)".formatted(of(part), part.label(), part.variable()));
            }
            managementOf(part).stream()
                    .filter(port -> !FreePorts.isFree(port))
                    .forEach(port -> taken.add(
                            "%d (management of %s, %s)".formatted(port, part.label(), part.managementVariable())));
        }
        if (!taken.isEmpty()) {
            throw new StartFailure(
                    "Port %s is taken by another program. Stop that, move the port with the variable, or move all with --port-base."
                            .formatted(String.join(", ", taken)));
        }
    }
}
