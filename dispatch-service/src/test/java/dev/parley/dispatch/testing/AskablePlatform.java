package dev.parley.dispatch.testing;

import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network that knows what became of a send, except towards participants about whom it keeps silent. */
@Singleton
public class AskablePlatform extends ScriptedNetwork implements OutcomeProbe {
    private final Set<String> silentAbout = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "askable";
    }

    public void keepSilentAbout(String participant) {
        silentAbout.add(participant);
    }

    @Override
    public Duration settlingTime() {
        return Duration.ofMillis(300);
    }

    @Override
    public Uni<Found> probe(Profile profile, OutboundMessage message, Instant calledAt) {
        if (silentAbout.contains(message.recipient().participantId())) {
            return Uni.createFrom().item(new Found.CannotTell("busy"));
        }
        return Uni.createFrom()
                .item(ledger().stream()
                        .filter(delivered ->
                                delivered.messageId().equals(message.id().toString()))
                        .<Found>map(delivered -> new Found.There(delivered.externalId(), delivered.at()))
                        .findFirst()
                        .orElseGet(Found.NotThere::new));
    }
}
