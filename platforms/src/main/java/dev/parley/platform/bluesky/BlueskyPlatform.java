package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.Ability;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.Capabilities;
import dev.parley.platform.ChatArchiver;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.EventPoller;
import dev.parley.platform.MediaSource;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.Platform;
import dev.parley.platform.SendOutcome;
import dev.parley.platform.TextUnit;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bluesky: text both ways, archive; no media, reactions, edits or receipts. Inbound is polled. */
@ApplicationScoped
public class BlueskyPlatform
        implements Platform, EventPoller, ChatArchiver, OutcomeProbe, ParticipantLookup, MediaSource, ConnectionFlow {
    private static final String MUTE = "chat.bsky.convo.muteConvo";
    private static final String UNMUTE = "chat.bsky.convo.unmuteConvo";
    private static final String PROFILE = "app.bsky.actor.getProfile";
    private static final String DELETE_SESSION = "com.atproto.server.deleteSession";
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final Capabilities capabilities;
    private final BlueskySender sender;
    private final BlueskyLog log;
    private final BlueskyProbe probe;
    private final BlueskyConnection connection;
    private final Conversations conversations;
    private final Sessions sessions;
    private final Xrpc xrpc;
    private final BlueskyErrors errors;
    private final BlueskyAvatars avatars;

    BlueskyPlatform(
            BlueskyConfig config,
            BlueskySender sender,
            BlueskyLog log,
            BlueskyProbe probe,
            BlueskyConnection connection,
            Conversations conversations,
            Sessions sessions,
            Xrpc xrpc,
            BlueskyErrors errors,
            BlueskyAvatars avatars) {
        this.capabilities = new Capabilities(
                "Bluesky",
                Set.of(Ability.ARCHIVE),
                List.of(
                        new Capabilities.TextLimit(1000, TextUnit.GRAPHEMES),
                        new Capabilities.TextLimit(10_000, TextUnit.BYTES)),
                Map.of(),
                new Capabilities.Rates(config.sendsPerSecond(), config.sendsPerSecond()),
                "poll");
        this.sender = sender;
        this.log = log;
        this.probe = probe;
        this.connection = connection;
        this.conversations = conversations;
        this.sessions = sessions;
        this.xrpc = xrpc;
        this.errors = errors;
        this.avatars = avatars;
    }

    @Override
    public String name() {
        return "bluesky";
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
    public Uni<PollOutcome> poll(Profile profile, @Nullable String cursor, Duration deadline) {
        return log.poll(profile, cursor, deadline);
    }

    /** Limits are a server's own, and accounts live on many. */
    @Override
    public String host(Profile profile) {
        return sessions.of(profile).map(Session::host).orElseGet(this::name);
    }

    /** Bluesky's apps call it muting; the chat leaves the inbox's attention either way. */
    @Override
    public Uni<ActionOutcome> archive(
            Profile profile, OutboundMessage.Recipient recipient, boolean archived, Duration within) {
        Deadline deadline = Deadline.in(within);
        return conversations.resolve(profile, recipient, deadline).flatMap(resolved -> switch (resolved) {
            case Conversations.Resolved.Failed failed -> Uni.createFrom().item(errors.ofAction(failed.result()));
            case Conversations.Resolved.Conversation found ->
                conversations
                        .call(
                                profile,
                                Xrpc.Method.post(
                                        archived ? MUTE : UNMUTE, Json.object().put("convoId", found.id())),
                                deadline)
                        .map(result -> named(errors.ofAction(result), found.id()));
        });
    }

    private static ActionOutcome named(ActionOutcome outcome, String conversationId) {
        return outcome instanceof ActionOutcome.Done
                ? new ActionOutcome.Done(Json.object().put("conversation_id", conversationId))
                : outcome;
    }

    @Override
    public Duration settlingTime() {
        return SETTLING;
    }

    @Override
    public Uni<OutcomeProbe.Found> probe(Profile profile, OutboundMessage message, LostCall call) {
        return probe.probe(profile, message, call);
    }

    @Override
    public Uni<Optional<ParticipantLookup.Found>> lookUp(
            Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        Xrpc.Method get = Xrpc.Method.get(PROFILE, Map.of("actor", List.of(participant.participantId())));
        return sessions.call(profile, get, Deadline.in(deadline)).map(result -> switch (result) {
            case XrpcResult.Ok ok -> Optional.of(found(ok.body()));
            case XrpcResult.Refused refused
            when refused.status() < 500 && !BlueskyErrors.isThrottled(refused) -> Optional.empty();
            case XrpcResult.Refused refused -> throw new IllegalStateException(refused.name());
            case XrpcResult.NeverMade never -> throw new IllegalStateException(never.reason());
            case XrpcResult.NoAnswer none -> throw new IllegalStateException(none.reason());
            case XrpcResult.LockedOut locked -> Optional.empty();
        });
    }

    /** A profile without a display name is one whose participant has none. */
    private static ParticipantLookup.Found found(JsonNode actor) {
        return new ParticipantLookup.Found(
                Names.handle(actor),
                Objects.requireNonNullElse(Names.displayName(actor), ""),
                BlueskyAvatars.sourceOf(actor),
                Json.object());
    }

    @Override
    public Uni<MediaSource.Fetch> open(Profile profile, JsonNode source, Duration deadline) {
        return avatars.open(source, deadline);
    }

    @Override
    public Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration deadline) {
        return connection.connect(request, deadline);
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        return sessions.of(profile)
                .map(session -> xrpc.call(
                                session.pds(),
                                session.refresh(),
                                Xrpc.Method.post(DELETE_SESSION, null),
                                Deadline.in(deadline))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
