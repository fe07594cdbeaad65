package dev.parley.platform.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ChatArchiver;
import dev.parley.platform.ColdSendCheck;
import dev.parley.platform.IceBreakerEditor;
import dev.parley.platform.MessageEditor;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.Platform;
import dev.parley.platform.Reactor;
import dev.parley.platform.SentMessage;
import dev.parley.platform.SubscriptionCheck;
import dev.parley.platform.TapAcknowledger;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One call of each synchronous action that a platform has, by what it is called. */
final class Actions {
    private final Profile profile;
    private final OutboundMessage.Recipient recipient;
    private final JsonNode tapPayload;
    private final Duration deadline;

    Actions(PlatformHarness harness, Duration deadline) {
        this.profile = harness.profile();
        this.recipient = harness.recipient();
        this.tapPayload = harness.tapPayload();
        this.deadline = deadline;
    }

    Map<String, Supplier<Uni<ActionOutcome>>> of(Platform platform) {
        Map<String, Supplier<Uni<ActionOutcome>>> actions = new LinkedHashMap<>();
        if (platform instanceof MessageEditor editor) {
            actions.put("edit", () -> editor.edit(profile, target(), "other words", null));
        }
        if (platform instanceof Reactor reactor && reactor.choose("love", null) instanceof Reactor.Chosen chosen) {
            actions.put("react", () -> reactor.react(profile, target(), chosen));
            actions.put("unreact", () -> reactor.unreact(profile, target()));
        }
        if (platform instanceof ChatArchiver archiver) {
            actions.put("archive", () -> archiver.archive(profile, recipient, true, deadline));
        }
        if (platform instanceof ColdSendCheck check) {
            actions.put("mayWrite", () -> check.mayWrite(profile, recipient, deadline));
        }
        if (platform instanceof TapAcknowledger taps) {
            actions.put("acknowledge", () -> taps.acknowledge(profile, tapPayload, deadline));
        }
        if (platform instanceof SubscriptionCheck check) {
            actions.put("checkSubscription", () -> check.checkSubscription(profile, deadline));
        }
        if (platform instanceof IceBreakerEditor editor) {
            actions.put("iceBreakers", () -> editor.iceBreakers(profile, deadline));
            actions.put("removeIceBreakers", () -> editor.removeIceBreakers(profile, deadline));
        }
        return actions;
    }

    private SentMessage target() {
        return new SentMessage("77", recipient, false, "words", null, deadline);
    }
}
