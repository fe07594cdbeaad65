package dev.parley.normalise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.EventData;
import dev.parley.event.EventType;
import dev.parley.inbound.InboundEvent.EditNoticed;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.InboundEvent.MessageDeleted;
import dev.parley.inbound.InboundEvent.MessageEdited;
import dev.parley.inbound.InboundEvent.ReactionChanged;
import dev.parley.inbound.PlatformJob;
import dev.parley.json.Json;
import dev.parley.wire.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages of the participant, and what happens to a message afterwards. */
final class MessageReducer {
    private final Batch batch;
    private final MessageMaker maker;
    private final DelayedMessageEvent announcement;

    MessageReducer(Batch batch, MessageMaker maker, DelayedMessageEvent announcement) {
        this.batch = batch;
        this.maker = maker;
        this.announcement = announcement;
    }

    /** The stored message, told at once unless its media are still to come. */
    MessageState arrived(ChatState chat, MessageArrived arrived) {
        MessageState message = maker.inbound(chat, arrived);
        chat.inbound(arrived.at());
        lookUp(chat);
        if (message.announceAt() == null) {
            batch.tell(EventType.MESSAGE_RECEIVED, chat, EventData.ofMessage(message.snapshot()));
        }
        return message;
    }

    private void lookUp(ChatState chat) {
        if (chat.wantsLookUp(Instant.now())) {
            PlatformJob job = new PlatformJob(
                    PlatformJob.Kind.LOOK_UP_PARTICIPANT,
                    Json.object().put("participant_external_id", chat.participantExternalId()),
                    "participant:" + chat.id(),
                    null);
            batch.ask(new Batch.Job(chat.profile(), job, chat.id().value(), null));
        }
    }

    void edited(ChatState chat, MessageEdited edited) {
        Optional<MessageState> found = chat.message(edited.externalId());
        if (found.isEmpty()) {
            chat.park(PendingEvent.waitingFor(edited.externalId(), edited));
            return;
        }
        MessageState message = found.get();
        Long number = numberIn(edited.version());
        if (message.deletedAt() != null || message.isAheadOf(edited.at(), number)) {
            return;
        }
        announcement.first(chat, message);
        if (message.edit(Texts.storable(edited.body()), edited.platformData(), edited.at(), number)) {
            batch.tell(EventType.MESSAGE_EDITED, chat, EventData.ofMessage(message.snapshot()));
        }
    }

    /** Told once the new words are known, if ever they are. */
    void editNoticed(ChatState chat, PlatformRules rules, EditNoticed notice) {
        Optional<MessageState> found = chat.message(notice.externalId());
        Long number = numberIn(notice.version());
        if (found.isEmpty() || found.get().deletedAt() != null || found.get().isAheadOf(notice.at(), number)) {
            return;
        }
        MessageState message = found.get();
        message.noticeEdit(notice.at(), number);
        if (rules.looksUpMessages()) {
            ObjectNode asked = Json.object()
                    .put("external_id", notice.externalId())
                    .put("version", notice.version())
                    .put("at", notice.at().toString());
            PlatformJob job = new PlatformJob(
                    PlatformJob.Kind.LOOK_UP_MESSAGE, asked, "message:" + message.id() + ":" + notice.version(), null);
            batch.ask(new Batch.Job(
                    chat.profile(), job, chat.id().value(), message.id().value()));
        }
    }

    private static @Nullable Long numberIn(String version) {
        return version.matches("\\d{1,18}") ? Long.valueOf(version) : null;
    }

    void deleted(ChatState chat, MessageDeleted deleted) {
        Optional<MessageState> found = chat.message(deleted.externalId());
        if (found.isEmpty()) {
            chat.park(PendingEvent.waitingFor(deleted.externalId(), deleted));
            return;
        }
        MessageState message = found.get();
        if (message.deletedAt() != null) {
            return;
        }
        announcement.first(chat, message);
        message.purge(deleted.at());
        if (deleted.announced()) {
            batch.tell(EventType.MESSAGE_DELETED, chat, EventData.ofMessage(message.snapshot()));
        }
    }

    void reacted(ChatState chat, ReactionChanged change) {
        if (change.set() && change.senderExternalId().equals(chat.participantExternalId())) {
            chat.openWindow(change.at());
        }
        Optional<MessageState> found = chat.message(change.messageExternalId());
        if (found.isEmpty()) {
            chat.park(PendingEvent.waitingFor(change.messageExternalId(), change));
            return;
        }
        MessageState message = found.get();
        if (!change.set()) {
            chat.removals().remember(change);
        }
        Reaction before = reactionOf(message, change.senderExternalId());
        if (message.deletedAt() != null
                || isStale(before, change)
                || (change.set() && chat.removals().isRemovedSince(change))) {
            return;
        }
        announcement.first(chat, message);
        message.react(replaced(message.reactions(), change));
        // A removal need not say what was removed.
        boolean silent = !change.set() && change.reaction() == null && change.emoji() == null;
        Reaction meant = silent && before != null
                ? before
                : new Reaction(change.senderExternalId(), change.emoji(), change.reaction(), change.at());
        batch.tell(
                EventType.REACTION_RECEIVED,
                chat,
                EventData.ofReaction(
                        message.snapshot(),
                        change.senderExternalId(),
                        change.set() ? "react" : "unreact",
                        meant.reaction(),
                        meant.emoji(),
                        change.at()));
    }

    private static @Nullable Reaction reactionOf(MessageState message, String sender) {
        return message.reactions().stream()
                .filter(reaction -> reaction.senderExternalId().equals(sender))
                .findFirst()
                .orElse(null);
    }

    /** Older than what is known, or changing nothing. */
    private static boolean isStale(@Nullable Reaction before, ReactionChanged change) {
        if (before == null) {
            return !change.set();
        }
        Instant at = before.at();
        boolean older = at != null && at.isAfter(change.at());
        boolean same = change.set()
                && Objects.equals(before.reaction(), change.reaction())
                && Objects.equals(before.emoji(), change.emoji());
        return older || same;
    }

    /** One reaction per sender. */
    private static List<Reaction> replaced(List<Reaction> reactions, ReactionChanged change) {
        List<Reaction> now = new ArrayList<>(reactions);
        now.removeIf(reaction -> reaction.senderExternalId().equals(change.senderExternalId()));
        if (change.set()) {
            now.add(new Reaction(change.senderExternalId(), change.emoji(), change.reaction(), change.at()));
        }
        return now;
    }
}
