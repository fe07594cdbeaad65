package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Commenter;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.LoginDialog;
import dev.parley.platform.MediaSource;
import dev.parley.platform.MessageTextLookup;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.PacedPlatform;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.PrivateReplier;
import dev.parley.platform.Reactor;
import dev.parley.platform.SentMessage;
import dev.parley.platform.SubscriptionCheck;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the networks on the Graph API do alike. A network is a bean that extends this, gives the parts in which it
 * differs, and adds the abilities that it has alone.
 */
public abstract class GraphPlatform
        implements Platform,
                WebhookReceiver,
                Reactor,
                PrivateReplier,
                OutcomeProbe,
                ParticipantLookup,
                MessageTextLookup,
                MediaSource,
                ConnectionFlow,
                LoginDialog,
                SubscriptionCheck,
                Commenter,
                PacedPlatform {
    protected final GraphKit graph;
    private final GraphHooks hooks;
    private final GraphConnection connection;
    private final GraphPeople people;
    private final GraphComments comments;
    private final GraphReactions reactions;

    protected GraphPlatform(
            GraphKit graph,
            GraphHooks hooks,
            GraphConnection connection,
            GraphPeople people,
            GraphComments comments,
            GraphReactions reactions) {
        this.graph = graph;
        this.hooks = hooks;
        this.connection = connection;
        this.people = people;
        this.comments = comments;
        this.reactions = reactions;
    }

    /** What an item of the network's webhook means. */
    protected abstract List<InboundEvent> read(InboundItem item);

    /** How the Graph API calls the network when it is asked for conversations. */
    protected abstract String conversations();

    @Override
    public HookVerdict receive(HookRequest request) {
        return hooks.receive(name(), request);
    }

    @Override
    public List<InboundEvent> read(Profile profile, InboundRecord item) {
        return read(InboundItem.of(item));
    }

    @Override
    public Choice choose(@Nullable String reaction, @Nullable String emoji) {
        return reactions.choose(reaction, emoji);
    }

    @Override
    public Uni<ActionOutcome> react(Profile profile, SentMessage message, Chosen chosen) {
        ObjectNode call = MessageBodies.action(message.recipient().participantId(), "react");
        call.putObject("payload").put("message_id", message.externalId()).put("reaction", reactions.spelled(chosen));
        return graph.sender().act(graph.access(profile), call, message.deadline());
    }

    @Override
    public Uni<ActionOutcome> unreact(Profile profile, SentMessage message) {
        ObjectNode call = MessageBodies.action(message.recipient().participantId(), "unreact");
        call.putObject("payload").put("message_id", message.externalId());
        return graph.sender().act(graph.access(profile), call, message.deadline());
    }

    @Override
    public Duration commentLifetime() {
        return PrivateReplies.COMMENT_LIFETIME;
    }

    @Override
    public boolean saysAlreadyReplied(PlatformError refusal) {
        return PrivateReplies.saysAlreadyReplied(refusal);
    }

    @Override
    public Duration settlingTime() {
        return graph.settlingTime();
    }

    @Override
    public Uni<OutcomeProbe.Found> probe(Profile profile, OutboundMessage message, LostCall call) {
        return graph.conversations().probe(graph.access(profile), conversations(), profile.externalId(), message, call);
    }

    @Override
    public Uni<Optional<ParticipantLookup.Found>> lookUp(
            Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        return people.lookUp(profile, participant, deadline);
    }

    @Override
    public Uni<Optional<String>> textOf(Profile profile, String messageExternalId, Duration deadline) {
        return graph.nodes()
                .message(graph.access(profile), messageExternalId, "message", deadline)
                .map(found -> found.map(node -> GraphConversation.textOf(node, "message")));
    }

    @Override
    public Uni<Fetch> open(Profile profile, JsonNode source, Duration deadline) {
        return graph.media().open(source, deadline);
    }

    @Override
    public Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration deadline) {
        return connection.connect(request, deadline);
    }

    @Override
    public Uni<Connection> comeBack(ProfileId newProfile, Map<String, String> query, Duration deadline) {
        return connection.comeBack(query, deadline);
    }

    @Override
    public Uni<Connection> choose(ProfileId newProfile, Connected chosen, Duration deadline) {
        return connection.choose(chosen, deadline);
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        return connection.disconnect(profile, deadline);
    }

    @Override
    public Uni<ActionOutcome> checkSubscription(Profile profile, Duration deadline) {
        return connection.ensureSubscribed(profile, deadline);
    }

    @Override
    public Set<Action> commentActions() {
        return comments.actions();
    }

    @Override
    public Uni<ActionOutcome> act(
            Profile profile, String commentExternalId, Action action, @Nullable String text, Duration deadline) {
        GraphCall call = comments.call(graph.access(profile), commentExternalId, action, text);
        return graph.client().call(call, deadline).map(GraphOutcomes::ofAction);
    }

    @Override
    public Uni<Optional<InboundEvent.CommentArrived>> find(
            Profile profile, String commentExternalId, Duration deadline) {
        return comments.find(profile, commentExternalId, deadline);
    }

    @Override
    public Duration pause(Profile profile) {
        return graph.pause(profile);
    }
}
