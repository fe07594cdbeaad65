package dev.parley.dispatch.lane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.platform.OutboundAttachment;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first unsettled send of a lane, as the database has it now.
 *
 * @param age how long ago it was accepted
 * @param attempts calls made so far
 * @param dueIn how long until it may be tried or asked for; not positive when that is now
 * @param calledAt when the last call was begun whose end nobody has written down; null when there is none
 * @param callAge how long ago that was, on the database's clock
 * @param outcomeUnknown whether that call's outcome is known to be unknown; otherwise its owner died
 * @param lastError how the last attempt ended; null when there was none, or nobody knows
 * @param profileStatus may be newer than the directory's
 * @param expiredFor how long ago the profile's token was lost
 * @param attachment null for text
 * @param traceparent the step that accepted it; null when nobody traces it
 */
record Head(
        MessageId id,
        ChatId chat,
        Content content,
        OutboundMessage.Recipient recipient,
        Duration age,
        int attempts,
        Duration dueIn,
        @Nullable Instant calledAt,
        Duration callAge,
        boolean outcomeUnknown,
        @Nullable PlatformError lastError,
        boolean waitsForMedia,
        Profile.Status profileStatus,
        Duration expiredFor,
        @Nullable StoredAttachment attachment,
        @Nullable String traceparent) {

    /** What the customer wants to be sent. */
    record Content(
            @Nullable String body,
            @Nullable String tag,
            OutboundMessage.@Nullable Original replyTo,
            @Nullable JsonNode replyMarkup,
            @Nullable JsonNode quickReplies,
            @Nullable JsonNode buttons,
            @Nullable JsonNode card,
            @Nullable String commentExternalId) {}

    /** The attachment's row. */
    record StoredAttachment(
            String type,
            @Nullable String mediaKey,
            @Nullable String contentType,
            @Nullable String fileName,
            @Nullable String url,
            long size) {}

    /** The same head on the way of another step. */
    Head tracedBy(@Nullable String step) {
        return new Head(
                id,
                chat,
                content,
                recipient,
                age,
                attempts,
                dueIn,
                calledAt,
                callAge,
                outcomeUnknown,
                lastError,
                waitsForMedia,
                profileStatus,
                expiredFor,
                attachment,
                step);
    }

    OutboundMessage asMessage(@Nullable OutboundAttachment bytes, Duration deadline) {
        return new OutboundMessage(
                id,
                chat,
                recipient,
                content.body,
                bytes,
                content.tag,
                content.replyTo,
                content.replyMarkup,
                content.quickReplies,
                content.buttons,
                content.card,
                content.commentExternalId,
                deadline);
    }

    /** Its attachment could not be stored; without it nothing must be sent. */
    boolean lacksMedia() {
        return !waitsForMedia && attachment != null && attachment.mediaKey == null;
    }

    boolean isPrivateReply() {
        return content.commentExternalId != null;
    }
}
