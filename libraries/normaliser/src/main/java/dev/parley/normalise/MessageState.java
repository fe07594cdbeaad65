package dev.parley.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.MessageId;
import dev.parley.message.MessageLinks;
import dev.parley.message.TappedActions;
import dev.parley.wire.Attachment;
import dev.parley.wire.Message;
import dev.parley.wire.Reaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message inside the transaction: as it was read or made, and as the batch has changed it since. */
final class MessageState {
    /** What is known of the last call to the platform, as long as that is not all. */
    enum Call {
        /** None was made, or its end is known. */
        ENDED,
        /** It has been made and not come back. */
        UNDER_WAY,
        /** It did not come back; the platform is being asked. */
        ASKED_FOR,
        /** It did not come back, and the send was given up: only an echo can tell now. */
        GIVEN_UP
    }

    private final MessageId id;
    private final Message base;
    private final boolean fresh;
    private boolean dirty;
    private boolean settledByEcho;
    private boolean purged;
    private Call call;
    private @Nullable Instant calledAt;
    private @Nullable Instant announceAt;
    private List<NewAttachment> newAttachments = List.of();
    private @Nullable String traceparent;
    private @Nullable Long editNumber;

    private String status;
    private @Nullable String externalId;
    private @Nullable String body;
    private @Nullable JsonNode platformData;
    private @Nullable Instant postedAt;
    private @Nullable Instant deliveredAt;
    private @Nullable Instant readAt;
    private @Nullable Instant editedAt;
    private @Nullable Instant deletedAt;
    private List<Reaction> reactions;
    private List<Attachment> attachments;

    private MessageState(MessageId id, Message base, boolean fresh, Call call, @Nullable Instant announceAt) {
        this.id = id;
        this.base = base;
        this.fresh = fresh;
        this.call = call;
        this.announceAt = announceAt;
        this.status = base.status();
        this.externalId = base.externalId();
        this.body = base.body();
        this.platformData = base.platformData();
        this.postedAt = base.externalPostedAt();
        this.deliveredAt = base.externalDeliveredAt();
        this.readAt = base.externalReadAt();
        this.editedAt = base.externalEditedAt();
        this.deletedAt = base.externalDeletedAt();
        this.reactions = base.reactions();
        this.attachments = base.attachments();
    }

    /**
     * As the database has it.
     *
     * @param calledAt when the call began whose end is not known; null when there is none, or nobody knows
     */
    static MessageState stored(
            MessageId id, Message message, Call call, @Nullable Instant calledAt, @Nullable Instant announceAt) {
        MessageState stored = new MessageState(id, message, false, call, announceAt);
        stored.calledAt = calledAt;
        return stored;
    }

    /** As the database has it too: the number of the last edit. */
    MessageState editedAs(@Nullable Long number) {
        editNumber = number;
        return this;
    }

    /**
     * One that the batch adds.
     *
     * @param traceparent the step that received it; null when nobody traces it
     */
    static MessageState added(
            MessageId id,
            Message message,
            List<NewAttachment> attachments,
            @Nullable Instant announceAt,
            @Nullable String traceparent) {
        MessageState added = new MessageState(id, message, true, Call.ENDED, announceAt);
        added.newAttachments = attachments;
        added.traceparent = traceparent;
        return added;
    }

    @Nullable
    String traceparent() {
        return traceparent;
    }

    /** The public shape as of now. */
    Message snapshot() {
        return new Message(
                base.id(),
                base.chatId(),
                externalId,
                base.direction(),
                base.sentBy(),
                body,
                status,
                base.tag(),
                base.externalCommentId(),
                settledByEcho ? null : base.errorMessage(),
                settledByEcho ? null : base.errorDetails(),
                platformData,
                postedAt,
                deliveredAt,
                readAt,
                editedAt,
                base.replyToExternalId(),
                purged ? null : base.replyMarkup(),
                purged ? null : base.quickReplies(),
                purged ? null : base.buttons(),
                purged ? null : base.card(),
                TappedActions.of(platformData),
                deletedAt,
                reactions,
                attachments,
                MessageLinks.of(platformData),
                base.isUnsupported(),
                platformData == null ? null : base.storyReply(),
                base.createdAt());
    }

    /** The platform has our send after all, or says so before our own call has returned. */
    void settle(String platformId, Instant at) {
        externalId = platformId;
        status = "published";
        postedAt = at;
        call = Call.ENDED;
        settledByEcho = true;
        dirty = true;
    }

    /** The platform's own time of a send that we timed by our clock. */
    void correctPostedAt(Instant at) {
        postedAt = at;
        dirty = true;
    }

    /** Whether there was a later edit; within one moment the number tells. */
    boolean isAheadOf(Instant at, @Nullable Long number) {
        boolean lower = editNumber != null && number != null && number < editNumber;
        return editedAt != null && (editedAt.isAfter(at) || (lower && editedAt.equals(at)));
    }

    /** It was edited, nobody knows to what. */
    void noticeEdit(Instant at, @Nullable Long number) {
        editedAt = at;
        editNumber = number == null ? editNumber : number;
        dirty = true;
    }

    /** False when nothing visible differs. Null platform data keep what there is; an empty object removes it. */
    boolean edit(@Nullable String newBody, @Nullable JsonNode newPlatformData, Instant at, @Nullable Long number) {
        JsonNode carried = newPlatformData == null ? platformData : newPlatformData.isEmpty() ? null : newPlatformData;
        if (Objects.equals(body, newBody) && Objects.equals(platformData, carried)) {
            return false;
        }
        body = newBody;
        platformData = carried;
        noticeEdit(at, number);
        return true;
    }

    /** Stamps the deletion and drops everything the sender wanted back. */
    void purge(Instant at) {
        deletedAt = at;
        body = null;
        platformData = null;
        attachments = List.of();
        newAttachments = List.of();
        purged = true;
        dirty = true;
    }

    void deliver(Instant at) {
        deliveredAt = at;
        dirty = true;
    }

    void read(Instant at) {
        readAt = at;
        dirty = true;
    }

    void react(List<Reaction> now) {
        reactions = new ArrayList<>(now);
        dirty = true;
    }

    /** From now on subscribers know of it. */
    void announced() {
        announceAt = null;
        dirty = true;
    }

    boolean isOutbound() {
        return base.direction().equals("outbound");
    }

    /** Where it stands among the chat's messages; what watermarks are compared with. */
    Instant sortAt() {
        Instant at = postedAt;
        return at == null ? base.createdAt() : at;
    }

    boolean isPublished() {
        return status.equals("published");
    }

    boolean isFresh() {
        return fresh;
    }

    boolean isDirty() {
        return dirty;
    }

    boolean isSettledByEcho() {
        return settledByEcho;
    }

    boolean isPurged() {
        return purged;
    }

    Call call() {
        return call;
    }

    @Nullable
    Instant calledAt() {
        return calledAt;
    }

    MessageId id() {
        return id;
    }

    String direction() {
        return base.direction();
    }

    String status() {
        return status;
    }

    @Nullable
    String externalId() {
        return externalId;
    }

    @Nullable
    String body() {
        return body;
    }

    @Nullable
    JsonNode platformData() {
        return platformData;
    }

    @Nullable
    String replyToExternalId() {
        return base.replyToExternalId();
    }

    boolean isUnsupported() {
        return base.isUnsupported();
    }

    Instant createdAt() {
        return base.createdAt();
    }

    @Nullable
    Instant postedAt() {
        return postedAt;
    }

    @Nullable
    Instant deliveredAt() {
        return deliveredAt;
    }

    @Nullable
    Instant readAt() {
        return readAt;
    }

    @Nullable
    Instant editedAt() {
        return editedAt;
    }

    @Nullable
    Long editNumber() {
        return editNumber;
    }

    @Nullable
    String sentBy() {
        return base.sentBy();
    }

    @Nullable
    Instant deletedAt() {
        return deletedAt;
    }

    @Nullable
    Instant announceAt() {
        return announceAt;
    }

    List<Reaction> reactions() {
        return reactions;
    }

    List<NewAttachment> newAttachments() {
        return newAttachments;
    }
}
