package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.event.EventDraft;
import dev.parley.event.EventType;
import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.PlatformJob;
import dev.parley.profile.Profile;
import dev.parley.topic.Cause;
import dev.parley.topic.EventRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything one transaction reads, decides and will write. */
final class Batch {
    /** An item that leaves no unique row of its own. */
    record Item(ProfileId profile, String key) {}

    /** Work for dispatch, with what it concerns. */
    record Job(
            Profile profile,
            PlatformJob job,
            @Nullable Long chatId,
            @Nullable Long messageId) {}

    private final Map<ChatKey, ChatState> chats = new LinkedHashMap<>();
    private final Set<Item> fresh = new HashSet<>();
    private final Set<ChatState> overfull = new HashSet<>();
    private final List<EventDraft> drafts = new ArrayList<>();
    private final List<EventRecord> told = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<Long> unparked = new ArrayList<>();
    private final List<InboundDelivery> leftovers = new ArrayList<>();
    private @Nullable Cause cause;

    void add(ChatState chat) {
        chats.put(new ChatKey(chat.profile().id(), chat.participantExternalId()), chat);
    }

    @Nullable
    ChatState chat(ChatKey key) {
        return chats.get(key);
    }

    Collection<ChatState> chats() {
        return chats.values();
    }

    /** Seen here for the first time. */
    void fresh(Item item) {
        fresh.add(item);
    }

    /** True once per item: a second one in the same batch is a repetition as well. */
    boolean takeFresh(Item item) {
        return fresh.remove(item);
    }

    /** A receipt of this chat covers more messages than one transaction takes. */
    void overfull(ChatState chat) {
        overfull.add(chat);
    }

    boolean isOverfull(ChatState chat) {
        return overfull.contains(chat);
    }

    void tell(EventType type, ChatState chat, JsonNode data) {
        EventDraft draft = EventDraft.inChat(type, chat.profile(), chat.id(), data);
        drafts.add(cause == null ? draft : draft.because(cause));
    }

    /** What is told from now on came of this. */
    void because(Cause item) {
        cause = item;
    }

    /** The step that received what is being applied; null when nobody traces it. */
    @Nullable
    String traceparent() {
        return cause == null ? null : cause.traceparent();
    }

    void tell(List<EventDraft> others) {
        drafts.addAll(others);
    }

    /** Events that have been written, to be published after commit. */
    void publishLater(List<EventRecord> written) {
        told.addAll(written);
    }

    List<EventRecord> told() {
        return told;
    }

    void ask(Job job) {
        jobs.add(job);
    }

    void unpark(PendingEvent event) {
        if (event.id() != 0) {
            unparked.add(event.id());
        }
    }

    void leave(ChatState chat, PlatformRules rules, InboundEvent event) {
        leftovers.add(new InboundDelivery(chat.profile(), rules, List.of(event), traceparent()));
    }

    List<EventDraft> drafts() {
        return drafts;
    }

    List<Job> jobs() {
        return jobs;
    }

    List<Long> unparked() {
        return unparked;
    }

    List<InboundDelivery> leftovers() {
        return leftovers;
    }
}
