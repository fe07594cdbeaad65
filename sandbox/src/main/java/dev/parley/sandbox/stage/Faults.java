package dev.parley.sandbox.stage;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The faults in force. The oldest one that matches a call and whose draw strikes is the one that happens. Draws come
 * from a generator seeded per fault, so the n-th matching call meets the same fate in every run.
 */
@ApplicationScoped
public class Faults {

    private static final int MOST = 100;

    private final SandboxSettings settings;
    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    Faults(SandboxSettings settings) {
        this.settings = settings;
    }

    /**
     * Puts a fault in force.
     *
     * @throws ControlRefusal 400 when platform or kind is missing or a number is out of range, 409 when a hundred are
     *     already in force
     */
    public void arm(Fault fault) {
        if (fault.platform() == null || fault.kind() == null) {
            throw ControlRefusal.badRequest("platform and kind are required");
        }
        if (fault.share() != null && !(fault.share() >= 0 && fault.share() <= 1)) {
            throw ControlRefusal.badRequest("share must be between 0 and 1");
        }
        if ((fault.times() != null && fault.times() < 0) || fault.millisOr(0) < 0 || fault.retryAfterSeconds() < 0) {
            throw ControlRefusal.badRequest("times, millis and retry_after must not be negative");
        }
        armed.removeIf(Armed::isSpent);
        if (armed.size() >= MOST) {
            throw ControlRefusal.conflict("there are already " + MOST + " faults in force");
        }
        armed.add(new Armed(fault, fault.kind(), new Random(settings.faultSeed() + armed.size())));
    }

    /** The fault this call meets, if any; it is counted as having happened. */
    Optional<Strike> strike(Operation call) {
        for (Armed fault : armed) {
            if (fault.fault.hits(call) && fault.strikes()) {
                return Optional.of(new Strike(fault.kind, fault.fault));
            }
        }
        return Optional.empty();
    }

    /** All faults with how often each has happened, spent ones included. */
    public List<Report> report() {
        return armed.stream()
                .map(fault -> new Report(fault.fault, fault.struck(), fault.isSpent()))
                .toList();
    }

    public void clear() {
        armed.clear();
    }

    record Strike(FaultKind kind, Fault fault) {}

    /** A fault and how often it has happened. */
    public record Report(Fault fault, int struck, boolean spent) {}

    private static final class Armed {

        private final Fault fault;
        private final FaultKind kind;
        private final Random random;
        private int struck;

        Armed(Fault fault, FaultKind kind, Random random) {
            this.fault = fault;
            this.kind = kind;
            this.random = random;
        }

        synchronized boolean strikes() {
            @Nullable Double share = fault.share();
            boolean drawn = share == null || random.nextDouble() < share;
            if (!drawn || isSpent()) {
                return false;
            }
            struck++;
            return true;
        }

        synchronized boolean isSpent() {
            return fault.times() != null && struck >= fault.times();
        }

        synchronized int struck() {
            return struck;
        }
    }
}
