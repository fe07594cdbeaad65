package dev.parley.dispatch.testing;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that fulfils the platform contract in memory, keeps a ledger of what it really delivered, and misbehaves
 * towards a participant as that participant's script says. Without a script it delivers at once.
 */
public abstract class ScriptedNetwork implements Platform {
    private final Map<String, Queue<Turn>> scripts = new ConcurrentHashMap<>();
    private final List<Delivered> ledger = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextId = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Duration latency = Duration.ZERO;

    /** Something that reached a participant. */
    public record Delivered(String messageId, String participant, String body, String externalId, Instant at) {}

    /** What the network does with one call. */
    @FunctionalInterface
    public interface Turn {
        Uni<SendOutcome> play(ScriptedNetwork network, OutboundMessage message);
    }

    public static Turn deliver() {
        return (network, message) -> Uni.createFrom().item(network.delivered(message));
    }

    /** Answers without delivering. */
    public static Turn answer(SendOutcome outcome) {
        return (network, message) -> Uni.createFrom().item(outcome);
    }

    /** Delivers, and answers something else. */
    public static Turn deliverBut(SendOutcome outcome) {
        return (network, message) -> {
            network.delivered(message);
            return Uni.createFrom().item(outcome);
        };
    }

    public static Turn never() {
        return (network, message) -> Uni.createFrom().nothing();
    }

    public static SendOutcome unknown() {
        return new SendOutcome.Unknown(PlatformError.of("connection reset"));
    }

    public void script(String participant, Turn... turns) {
        scripts.put(participant, new ArrayDeque<>(List.of(turns)));
    }

    /** How long every call takes from now on. */
    public void takesFor(Duration latency) {
        this.latency = latency;
    }

    public List<Delivered> deliveredTo(String participant) {
        return ledger.stream()
                .filter(delivered -> delivered.participant.equals(participant))
                .toList();
    }

    public int calls() {
        return calls.get();
    }

    List<Delivered> ledger() {
        return ledger;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                name(),
                Set.<Ability>of(),
                List.of(),
                Map.of("image", 1_000_000L, "file", 1_000_000L),
                new Capabilities.Rates(1_000_000, 1_000_000),
                "webhook");
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        calls.incrementAndGet();
        Queue<Turn> script = scripts.get(message.recipient().participantId());
        Turn turn = script == null ? null : script.poll();
        Uni<SendOutcome> played = turn == null ? deliver().play(this, message) : turn.play(this, message);
        return latency.isZero() ? played : played.onItem().delayIt().by(latency);
    }

    private SendOutcome delivered(OutboundMessage message) {
        String externalId = name() + "-" + nextId.incrementAndGet();
        Instant now = Instant.now();
        OutboundAttachment attachment = message.attachment();
        String body = message.body() == null ? "" : message.body();
        if (attachment != null) {
            body = attachment.type() + ":" + attachment.size();
        }
        ledger.add(new Delivered(message.id().toString(), message.recipient().participantId(), body, externalId, now));
        return SendOutcome.Sent.of(externalId, now);
    }
}
