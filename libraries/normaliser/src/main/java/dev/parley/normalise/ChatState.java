package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.profile.Profile;
import dev.parley.wire.Chat;
import dev.parley.wire.MessagingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat inside the transaction: as it was read under its lane's lock, the messages the batch is about, and what the
 * batch changes. A change that stays null leaves its column alone.
 */
final class ChatState {
    private static final Duration BETWEEN_LOOK_UPS = Duration.ofHours(1);

    private final ChatId id;
    private final Profile profile;
    private final PlatformRules rules;
    private final Chat base;
    private final @Nullable Instant askedAt;
    private final Map<MessageId, MessageState> messages = new LinkedHashMap<>();
    private final Map<String, MessageState> byExternalId = new HashMap<>();
    private final ParkedEvents parked = new ParkedEvents();

    private @Nullable String username;
    private @Nullable String name;
    private @Nullable String conversationId;
    private @Nullable ObjectNode metadata;
    private @Nullable Instant inboundAt;
    private @Nullable Instant outboundAt;
    private @Nullable Instant windowOpenedAt;
    private @Nullable Boolean archived;
    private @Nullable Boolean reachable;
    private Watermark delivered = Watermark.NONE;
    private Watermark read = Watermark.NONE;
    private @Nullable Instant askedNow;
    private boolean wakesLane;
    private boolean dirty;

    ChatState(Profile profile, PlatformRules rules, ChatId id, Chat base, @Nullable Instant askedAt) {
        this.id = id;
        this.profile = profile;
        this.rules = rules;
        this.base = base;
        this.askedAt = askedAt;
    }

    /** What earlier receipts have covered; restores what the row says. */
    void covered(Watermark deliveredUntil, Watermark readUntil) {
        delivered = deliveredUntil;
        read = readUntil;
    }

    void add(MessageState message) {
        messages.put(message.id(), message);
        index(message);
    }

    /** Call again when a message has got its platform's id. */
    void index(MessageState message) {
        String external = message.externalId();
        if (external != null) {
            byExternalId.put(external, message);
        }
    }

    Optional<MessageState> message(String externalId) {
        return Optional.ofNullable(byExternalId.get(externalId));
    }

    Optional<MessageState> message(MessageId ours) {
        return Optional.ofNullable(messages.get(ours));
    }

    Collection<MessageState> messages() {
        return messages.values();
    }

    List<PendingEvent> parked() {
        return parked.all();
    }

    /** What came too early and is kept for later. */
    void park(PendingEvent event) {
        parked.park(event);
    }

    List<PendingEvent> takeParked(@Nullable String externalId) {
        return parked.take(externalId);
    }

    List<PendingEvent> takeParkedEchoes() {
        return parked.takeEchoes();
    }

    /** Removals of reactions, and what they have overtaken. */
    ParkedEvents removals() {
        return parked;
    }

    /** Takes what the delivery says about the participant; silence clears what is known only where it says all. */
    void meet(Participant participant) {
        boolean complete = participant.complete();
        username = ToldText.changed(base.participantUsername(), username, participant.username(), complete);
        name = ToldText.changed(base.participantName(), name, participant.name(), complete);
        conversationId =
                ToldText.changed(base.externalConversationId(), conversationId, participant.conversationId(), false);
        dirty = dirty || username != null || name != null || conversationId != null;
        JsonNode said = participant.metadata();
        if (said != null) {
            said.properties().forEach(member -> remember(member.getKey(), member.getValue()));
        }
    }

    /** Whether a referral with a ref is kept. */
    boolean knowsCampaign() {
        JsonNode all = mergedMetadata();
        return all != null && all.path("referral").hasNonNull("ref");
    }

    /** Sets a member of the chat's metadata; a null node removes it. */
    void remember(String member, JsonNode value) {
        JsonNode known = base.metadata();
        JsonNode before = known == null ? MissingNode.getInstance() : known.path(member);
        boolean same = metadata == null && (value.equals(before) || (value.isNull() && before.isMissingNode()));
        if (!same) {
            metadata = metadata == null ? Json.object() : metadata;
            metadata.set(member, value);
        }
    }

    void inbound(Instant at) {
        inboundAt = later(inboundAt, at);
        dirty = true;
        openWindow(at);
    }

    void outbound(Instant at) {
        outboundAt = later(outboundAt, at);
        dirty = true;
    }

    void openWindow(Instant at) {
        windowOpenedAt = later(windowOpenedAt, at);
        dirty = true;
    }

    void archive(boolean now) {
        archived = now;
        dirty = true;
        remember("muted", Json.MAPPER.getNodeFactory().booleanNode(now));
    }

    void reach(boolean now) {
        reachable = now;
        dirty = true;
    }

    void cover(boolean isRead, Instant until, Instant toldAt) {
        delivered = delivered.raisedTo(until, toldAt);
        read = isRead ? read.raisedTo(until, toldAt) : read;
        dirty = true;
    }

    /**
     * True once an hour at most, for a new chat at once, and when the participant writes for the first time: until then
     * some platforms tell nothing about them.
     */
    boolean wantsLookUp(Instant now) {
        if (!rules.looksUpParticipants() || askedNow != null) {
            return false;
        }
        boolean knownToWrite = base.lastInboundAt() != null;
        if (knownToWrite && askedAt != null && askedAt.plus(BETWEEN_LOOK_UPS).isAfter(now)) {
            return false;
        }
        askedNow = now;
        dirty = true;
        return true;
    }

    /** A send that the dispatcher may be waiting on is settled: let it go on with the next. */
    void wakeLane() {
        wakesLane = true;
        dirty = true;
    }

    /** The public shape as of now. */
    Chat snapshot() {
        Instant inbound = later(base.lastInboundAt(), inboundAt);
        Instant outbound = later(base.lastOutboundAt(), outboundAt);
        return new Chat(
                base.id(),
                base.profileId(),
                base.platform(),
                base.participantExternalId(),
                ToldText.shown(username, base.participantUsername()),
                ToldText.shown(name, base.participantName()),
                base.participantAvatarUrl(),
                conversationId == null ? base.externalConversationId() : conversationId,
                inbound,
                outbound,
                later(later(base.lastMessageAt(), inbound), outbound),
                mergedMetadata(),
                base.archived() == null || archived == null ? base.archived() : archived,
                window(),
                base.createdAt());
    }

    private @Nullable JsonNode mergedMetadata() {
        if (metadata == null) {
            return base.metadata();
        }
        ObjectNode merged = Json.object();
        if (base.metadata() instanceof ObjectNode known) {
            merged.setAll(known);
        }
        merged.setAll(metadata);
        merged.removeIf(JsonNode::isNull);
        return merged;
    }

    private @Nullable MessagingWindow window() {
        MessagingWindow known = base.messagingWindow();
        Instant opened = windowOpenedAt;
        if (known == null || opened == null) {
            return known;
        }
        MessagingWindow moved = MessagingWindow.openedAt(opened, Instant.now());
        Instant closes = known.closesAt();
        return closes != null && closes.isAfter(Objects.requireNonNull(moved.closesAt())) ? known : moved;
    }

    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** Whether the chat's row or its lane has to be written. */
    boolean isDirty() {
        return dirty || metadata != null || added() > 0;
    }

    long added() {
        return messages.values().stream().filter(MessageState::isFresh).count();
    }

    ChatId id() {
        return id;
    }

    Profile profile() {
        return profile;
    }

    String participantExternalId() {
        return base.participantExternalId();
    }

    /** Empty when it was given up. */
    @Nullable
    String username() {
        return username;
    }

    /** Empty when there is none any more. */
    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String conversationId() {
        return conversationId;
    }

    @Nullable
    ObjectNode metadata() {
        return metadata;
    }

    @Nullable
    Instant inboundAt() {
        return inboundAt;
    }

    @Nullable
    Instant outboundAt() {
        return outboundAt;
    }

    @Nullable
    Instant windowOpenedAt() {
        return windowOpenedAt;
    }

    @Nullable
    Boolean archived() {
        return archived;
    }

    @Nullable
    Boolean reachable() {
        return reachable;
    }

    Watermark delivered() {
        return delivered;
    }

    Watermark read() {
        return read;
    }

    @Nullable
    Instant askedNow() {
        return askedNow;
    }

    boolean wakesLane() {
        return wakesLane;
    }
}
