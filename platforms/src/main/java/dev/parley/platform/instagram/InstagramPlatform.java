package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Capabilities;
import dev.parley.platform.Commenter;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import dev.parley.platform.IceBreakerEditor;
import dev.parley.platform.LoginDialog;
import dev.parley.platform.MediaSource;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.PacedPlatform;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.platform.PlatformError;
import dev.parley.platform.PrivateReplier;
import dev.parley.platform.Reactor;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.SentMessage;
import dev.parley.platform.SubscriptionCheck;
import dev.parley.platform.TokenRefresher;
import dev.parley.platform.WebhookReceiver;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphHooks;
import dev.parley.platform.graph.GraphKit;
import dev.parley.platform.graph.GraphOutcomes;
import dev.parley.platform.graph.InboundItem;
import dev.parley.platform.graph.PrivateReplies;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Instagram. What it can do stands in {@link InstagramCapabilities}; the abilities live beside it. */
@ApplicationScoped
public class InstagramPlatform
        implements Platform,
                WebhookReceiver,
                Reactor,
                PrivateReplier,
                OutcomeProbe,
                ParticipantLookup,
                MediaSource,
                ConnectionFlow,
                LoginDialog,
                SubscriptionCheck,
                TokenRefresher,
                IceBreakerEditor,
                Commenter,
                PacedPlatform {
    static final String NAME = "instagram";

    private final GraphKit graph;
    private final GraphHooks hooks;
    private final AccountConnection connection;
    private final AccountPeople people;
    private final MediaComments comments;
    private final IceBreakers iceBreakers;

    public InstagramPlatform(
            GraphKit graph,
            GraphHooks hooks,
            AccountConnection connection,
            AccountPeople people,
            MediaComments comments,
            IceBreakers iceBreakers) {
        this.graph = graph;
        this.hooks = hooks;
        this.connection = connection;
        this.people = people;
        this.comments = comments;
        this.iceBreakers = iceBreakers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return InstagramCapabilities.ALL;
    }

    @Override
    public Uni<SendOutcome> send(Profile profile, OutboundMessage message) {
        GraphAccess access = graph.access(profile);
        return switch (access.host()) {
            case FACEBOOK -> graph.sender().sendUploading(access, message, "instagram");
            case INSTAGRAM, INSTAGRAM_TOKENS -> graph.sender().sendByUrl(access, message);
        };
    }

    @Override
    public HookVerdict receive(HookRequest request) {
        return hooks.receive(NAME, request);
    }

    @Override
    public List<InboundEvent> read(Profile profile, InboundRecord item) {
        return InstagramReader.read(InboundItem.of(item));
    }

    @Override
    public Choice choose(@Nullable String reaction, @Nullable String emoji) {
        return InstagramReactions.choose(reaction, emoji);
    }

    @Override
    public Uni<ActionOutcome> react(Profile profile, SentMessage message, Chosen chosen) {
        return graph.sender().act(graph.access(profile), InstagramReactions.react(message, chosen), message.deadline());
    }

    @Override
    public Uni<ActionOutcome> unreact(Profile profile, SentMessage message) {
        return graph.sender().act(graph.access(profile), InstagramReactions.unreact(message), message.deadline());
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
    public Uni<OutcomeProbe.Found> probe(Profile profile, OutboundMessage message, Instant calledAt) {
        return graph.conversations().probe(graph.access(profile), "instagram", profile.externalId(), message, calledAt);
    }

    @Override
    public Uni<Optional<ParticipantLookup.Found>> lookUp(
            Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        return people.lookUp(profile, participant, deadline);
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
    public Duration refreshBefore() {
        return InstagramLogin.REFRESH_BEFORE;
    }

    @Override
    public Uni<Refreshed> refresh(Profile profile, Duration deadline) {
        return connection.refresh(graph.access(profile), deadline);
    }

    @Override
    public Uni<ActionOutcome> iceBreakers(Profile profile, Duration deadline) {
        return iceBreakers.read(graph.access(profile), deadline);
    }

    @Override
    public Uni<ActionOutcome> setIceBreakers(Profile profile, List<IceBreaker> wanted, Duration deadline) {
        return iceBreakers.replace(graph.access(profile), wanted, deadline);
    }

    @Override
    public Uni<ActionOutcome> removeIceBreakers(Profile profile, Duration deadline) {
        return iceBreakers.remove(graph.access(profile), deadline);
    }

    @Override
    public Set<Action> commentActions() {
        return MediaComments.ACTIONS;
    }

    @Override
    public Uni<ActionOutcome> act(
            Profile profile, String commentExternalId, Action action, @Nullable String text, Duration deadline) {
        GraphAccess access = graph.access(profile);
        return graph.client()
                .call(MediaComments.call(access, commentExternalId, action, text), deadline)
                .map(GraphOutcomes::ofAction);
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
