package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Capabilities;
import dev.parley.platform.ColdSendCheck;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.MediaSource;
import dev.parley.platform.MessageEditor;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SentMessage;
import dev.parley.platform.SubscriptionCheck;
import dev.parley.platform.TapAcknowledger;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Telegram: private chats with a bot. No receipts, deletions or reactions, no messaging window; the participant writes
 * first. There is no {@link dev.parley.platform.OutcomeProbe}: a bot cannot ask what it has sent.
 */
@ApplicationScoped
public class TelegramPlatform
        implements Platform,
                WebhookReceiver,
                MessageEditor,
                ColdSendCheck,
                TapAcknowledger,
                ParticipantLookup,
                MediaSource,
                ConnectionFlow,
                SubscriptionCheck {
    static final String NAME = "telegram";

    private final Capabilities capabilities;
    private final TelegramSender sender;
    private final TelegramReceiver receiver;
    private final TelegramEditor editor;
    private final TelegramPeople people;
    private final TelegramTaps taps;
    private final TelegramFiles files;
    private final TelegramConnection connection;
    private final TelegramSubscription subscription;

    TelegramPlatform(
            TelegramConfig config,
            TelegramSender sender,
            TelegramReceiver receiver,
            TelegramEditor editor,
            TelegramPeople people,
            TelegramTaps taps,
            TelegramFiles files,
            TelegramConnection connection,
            TelegramSubscription subscription) {
        this.capabilities = TelegramCapabilities.with(config);
        this.sender = sender;
        this.receiver = receiver;
        this.editor = editor;
        this.people = people;
        this.taps = taps;
        this.files = files;
        this.connection = connection;
        this.subscription = subscription;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        return sender.send(profile, message);
    }

    @Override
    public HookVerdict receive(HookRequest request) {
        return receiver.receive(request);
    }

    @Override
    public List<InboundEvent> read(Profile profile, InboundRecord item) {
        return UpdateReader.read(profile, item);
    }

    @Override
    public Uni<ActionOutcome> edit(
            Profile profile, SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        return editor.edit(profile, message, body, replyMarkup);
    }

    @Override
    public Uni<ActionOutcome> mayWrite(Profile profile, OutboundMessage.Recipient recipient, Duration deadline) {
        return people.mayWrite(profile, recipient, deadline);
    }

    @Override
    public Uni<ActionOutcome> acknowledge(Profile profile, JsonNode payload, Duration deadline) {
        return taps.acknowledge(profile, payload, deadline);
    }

    @Override
    public Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        return people.lookUp(profile, participant, deadline);
    }

    @Override
    public Uni<Fetch> open(Profile profile, JsonNode source, Duration deadline) {
        return files.open(profile, source, deadline);
    }

    @Override
    public Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration deadline) {
        return connection.connect(newProfile, request, deadline);
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        return connection.disconnect(profile, deadline);
    }

    @Override
    public Uni<ActionOutcome> checkSubscription(Profile profile, Duration deadline) {
        return subscription.check(profile, deadline);
    }
}
