package dev.parley.dispatch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ChatArchiver;
import dev.parley.platform.ColdSendCheck;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.MediaSource;
import dev.parley.platform.MessageEditor;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.ParticipantLookup;
import dev.parley.platform.PlatformError;
import dev.parley.platform.Reactor;
import dev.parley.platform.SentMessage;
import dev.parley.platform.TapAcknowledger;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A network that can do everything but be asked what became of a send. */
@Singleton
public class LoopbackPlatform extends ScriptedNetwork
        implements ConnectionFlow,
                MessageEditor,
                Reactor,
                ChatArchiver,
                ColdSendCheck,
                TapAcknowledger,
                MediaSource,
                ParticipantLookup {
    private final List<String> acts = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> faces = new ConcurrentHashMap<>();
    private volatile @Nullable CompletableFuture<Void> held;

    @Override
    public String name() {
        return "loopback";
    }

    /** What it was asked for besides sends, in order. */
    public List<String> acts() {
        return acts;
    }

    /** Connects the account that the request names; refuses the token {@code bad}. */
    @Override
    public Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration deadline) {
        if (request.path("token").asText().equals("bad")) {
            return Uni.createFrom().item(new Refused(401, "The token is invalid", "loopback_connect_failed"));
        }
        return Uni.createFrom()
                .item(new Connected(
                        request.path("account").asText(),
                        "Loop",
                        "loop",
                        Json.object().put("token", request.path("token").asText()),
                        request.path("token").asText().equals("no-hooks") ? null : "hook-secret",
                        Json.object(),
                        null,
                        "Say hello."));
    }

    @Override
    public Uni<Void> disconnect(Profile profile, Duration deadline) {
        acts.add("disconnect " + profile.externalId());
        return Uni.createFrom().voidItem();
    }

    /** An edit to this text is never answered. */
    public static final String UNANSWERED = "are you there?";

    /** An edit to this text finds nobody at home. */
    public static final String NOBODY_HOME = "knock, knock";

    /** An edit to this text may have been done. */
    public static final String PERHAPS = "was it you?";

    @Override
    public Uni<ActionOutcome> edit(
            Profile profile, SentMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        requireCredentials(profile);
        if (UNANSWERED.equals(body)) {
            return Uni.createFrom().nothing();
        }
        if (PERHAPS.equals(body)) {
            return Uni.createFrom()
                    .item(ActionOutcome.Unavailable.perhapsDone(null, PlatformError.of("Bad Gateway", "502")));
        }
        if (NOBODY_HOME.equals(body)) {
            return Uni.createFrom().item(new ActionOutcome.Unavailable(null, PlatformError.of("Bad Gateway", "502")));
        }
        return Uni.createFrom()
                .item(
                        body != null && body.equals(message.body())
                                ? new ActionOutcome.Refused(
                                        PlatformError.of("Bad Request: message is not modified", "400"))
                                : ActionOutcome.Done.plain());
    }

    @Override
    public Choice choose(@Nullable String reaction, @Nullable String emoji) {
        return new Chosen(reaction == null ? "love" : reaction, emoji);
    }

    @Override
    public Uni<ActionOutcome> react(Profile profile, SentMessage message, Chosen chosen) {
        requireCredentials(profile);
        return done("react " + message.externalId() + " " + chosen.reaction());
    }

    @Override
    public Uni<ActionOutcome> unreact(Profile profile, SentMessage message) {
        requireCredentials(profile);
        return done("unreact " + message.externalId());
    }

    @Override
    public Uni<ActionOutcome> archive(
            Profile profile, OutboundMessage.Recipient recipient, boolean archived, Duration deadline) {
        requireCredentials(profile);
        return Uni.createFrom()
                .item(new ActionOutcome.Done(Json.object().put("conversation_id", "c-" + recipient.participantId())));
    }

    /** Participants called {@code stranger-…} must write first. */
    @Override
    public Uni<ActionOutcome> mayWrite(Profile profile, OutboundMessage.Recipient recipient, Duration deadline) {
        requireCredentials(profile);
        return Uni.createFrom()
                .item(
                        recipient.participantId().startsWith("stranger")
                                ? new ActionOutcome.Refused(PlatformError.of("Forbidden: they never wrote", "403"))
                                : ActionOutcome.Done.plain());
    }

    @Override
    public Uni<ActionOutcome> acknowledge(Profile profile, JsonNode payload, Duration deadline) {
        return done("acknowledge " + payload.path("tap").asText());
    }

    /** From now on the participant shows a picture of these bytes. */
    public void shows(String participant, String bytes) {
        shows(participant, bytes, "here");
    }

    /** @param place another place for the same bytes */
    public void shows(String participant, String bytes, String place) {
        faces.put(participant, Json.object().put("bytes", bytes).put("place", place));
    }

    /** About participants called {@code hermit-…} it never answers. */
    @Override
    public Uni<Optional<Found>> lookUp(Profile profile, OutboundMessage.Recipient participant, Duration deadline) {
        if (participant.participantId().startsWith("hermit")) {
            return Uni.createFrom().nothing();
        }
        return Uni.createFrom()
                .item(Optional.of(new Found(
                        "mara",
                        "Mara",
                        faces.get(participant.participantId()),
                        Json.object().put("language_code", "de"))));
    }

    /** The bytes are in the source itself; without any the file is gone. Held ones come when they are released. */
    @Override
    public Uni<Fetch> open(Profile profile, JsonNode source, Duration deadline) {
        if (!source.hasNonNull("bytes")) {
            return Uni.createFrom().item(new Fetch.Gone("the file is gone"));
        }
        if (source.path("never").asBoolean()) {
            return Uni.createFrom().nothing();
        }
        Buffer bytes = Buffer.buffer(source.get("bytes").asText());
        Multi<Buffer> content = bytes.length() == 0
                ? Multi.createFrom().empty()
                : Multi.createFrom().item(bytes);
        Uni<Fetch> opened = Uni.createFrom().item(new Fetch.Content(null, "note.txt", content));
        return source.path("held").asBoolean() ? hold().chain(() -> opened) : opened;
    }

    private Uni<Void> hold() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        held = gate;
        return Uni.createFrom().completionStage(gate);
    }

    public boolean isHolding() {
        return held != null;
    }

    public void release() {
        CompletableFuture<Void> gate = held;
        held = null;
        if (gate != null) {
            gate.complete(null);
        }
    }

    /** A disconnected profile has none, and the platforms do not look first. */
    private static void requireCredentials(Profile profile) {
        if (profile.status() == Profile.Status.INACTIVE) {
            throw new IllegalStateException("no credentials");
        }
    }

    private Uni<ActionOutcome> done(String act) {
        acts.add(act);
        return Uni.createFrom().item(ActionOutcome.Done.plain());
    }
}
