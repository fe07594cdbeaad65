package dev.parley.dispatch.testing;

import dev.parley.platform.LostMessage;
import dev.parley.platform.LostMessage.Content;
import dev.parley.platform.LostMessage.Seen;
import dev.parley.platform.LostMessage.Span;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network that shows its conversations without our ids, except towards participants about whom it keeps silent. */
@Singleton
public class AskablePlatform extends ScriptedNetwork implements OutcomeProbe {
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

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
    public Uni<Found> probe(Profile profile, OutboundMessage message, LostCall call) {
        if (silentAbout.contains(message.recipient().participantId())) {
            return Uni.createFrom().item(new Found.CannotTell("busy"));
        }
        List<Seen> conversation = deliveredTo(message.recipient().participantId()).stream()
                .map(delivered -> new Seen(
                        delivered.externalId(),
                        delivered.at(),
                        LostMessage.isSameText(delivered.body(), message.body()) ? Content.ALIKE : Content.DIFFERENT))
                .toList();
        Span span = new Span(call.at().minus(CLOCKS_DIFFER), call.at().minus(CLOCKS_DIFFER));
        return call.known()
                .among(LostMessage.candidates(conversation, span))
                .map(known -> LostMessage.judge(conversation, known, span, true));
    }
}
