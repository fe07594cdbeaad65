package dev.parley.ingest.loopback;

import dev.parley.inbound.InboundEvent;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.TextUnit;
import dev.parley.platform.UnreadableItemException;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deliveries are {@code {"account": …, "items": [{"type": …, "event": {…}}]}} with the header {@code x-loopback: genuine};
 * a body without items is genuine but unreadable; {@code GET} is a handshake.
 */
@Singleton
public class LoopbackPlatform implements Platform, WebhookReceiver, ParticipantLookup {
    public static final String NAME = "loopback";
    private static final Capabilities CAPABILITIES = new Capabilities(
            "Loopback",
            Set.of(Ability.ATTACHMENTS, Ability.RECEIPTS, Ability.REACTIONS, Ability.WINDOW, Ability.ARCHIVE),
            List.of(new Capabilities.TextLimit(2_000, TextUnit.CHARACTERS)),
            Map.of(),
            new Capabilities.Rates(1_000, 1_000),
            "webhook");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        return Uni.createFrom().item(SendOutcome.Sent.of("sent-" + message.id(), Instant.now()));
    }

    @Override
    public HookVerdict receive(HookRequest request) {
        if (request.method().equals("GET")) {
            return new HookVerdict.Challenge(request.query().getOrDefault("challenge", ""));
        }
        if (request.header("x-loopback").filter("genuine"::equals).isEmpty()) {
            return new HookVerdict.Refused(403);
        }
        return Json.parse(request.body())
                .filter(body -> body.has("items"))
                .<HookVerdict>map(body -> {
                    String account = body.path("account").asText();
                    List<HookVerdict.Keyed> records = new ArrayList<>();
                    body.path("items")
                            .forEach(item -> records.add(new HookVerdict.Keyed(
                                    NAME + ":" + account + ":"
                                            + item.at("/event/participant/external_id")
                                                    .asText(),
                                    record(account, item.toString()))));
                    return new HookVerdict.Accepted(records);
                })
                .orElseGet(() -> new HookVerdict.Unreadable("unreadable", "no items"));
    }

    public static InboundRecord record(String account, String item) {
        return new InboundRecord(InboundRecord.VERSION, NAME, account, null, Instant.now(), null, item);
    }

    @Override
    public List<InboundEvent> read(Profile profile, InboundRecord item) {
        if (!item.item().startsWith("{")) {
            throw new UnreadableItemException("no item of the loopback's");
        }
        return List.of(WrittenEvent.read(item.item()));
    }

    @Override
    public Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        return Uni.createFrom().item(Optional.empty());
    }
}
