package dev.parley.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a platform, already in words that no platform owns. A platform's package makes these
 * from what it received; the normaliser writes them. Each may come twice, late, or before what it is about.
 */
public sealed interface InboundEvent {

    /**
     * An id that is the same whenever the same thing is delivered again; unique within the profile. So what happens in
     * a chat has the participant in it: a platform's message ids need only be unique within a chat.
     */
    String key();

    /** When it happened, as the platform says; null when it does not say. */
    default @Nullable Instant at() {
        return null;
    }

    /** Things that happen in a chat; the chat is found or made by its participant. */
    sealed interface InChat extends InboundEvent {
        Participant participant();
    }

    /**
     * The participant wrote, tapped or sent something.
     *
     * @param externalId unique within the chat
     * @param referral the referral that came with it ({@code ref, source, type}); told before the message
     * @param platformData an object for {@code platform_data}; {@code kind} marks taps
     * @param jobs what dispatch has to do because of it
     */
    record MessageArrived(
            Participant participant,
            String externalId,
            Instant at,
            @Nullable String body,
            List<InboundAttachment> attachments,
            @Nullable String replyToExternalId,
            @Nullable JsonNode platformData,
            boolean unsupported,
            @Nullable JsonNode referral,
            List<PlatformJob> jobs)
            implements InChat {
        @Override
        public String key() {
            return "message:" + participant.externalId() + ":" + externalId;
        }

        /** What it goes by where another message has its id: a tap may come under the id of what was tapped. */
        public String idBesideAnother() {
            return externalId + "~" + at.toEpochMilli();
        }

        /** The same under another id. */
        public MessageArrived under(String otherId) {
            return new MessageArrived(
                    participant,
                    otherId,
                    at,
                    body,
                    attachments,
                    replyToExternalId,
                    platformData,
                    unsupported,
                    referral,
                    jobs);
        }
    }

    /**
     * The account itself sent this: one of our sends coming back, or something a human wrote in the native app.
     *
     * @param messageId the id of our message that the platform returned with it; null when it does not
     * @param namesOurs whether the platform returns such an id with everything that we send
     * @param unsupported whether the platform keeps the content back
     * @param sentBy who wrote it, if it is none of our sends
     */
    record EchoArrived(
            Participant participant,
            String externalId,
            Instant at,
            @Nullable String body,
            List<InboundAttachment> attachments,
            @Nullable String messageId,
            boolean namesOurs,
            @Nullable JsonNode platformData,
            @Nullable String replyToExternalId,
            boolean unsupported,
            @Nullable SentBy sentBy)
            implements InChat {

        /** Something that a person wrote in the native app, as far as the platform says, and that answers nothing. */
        public EchoArrived(
                Participant participant,
                String externalId,
                Instant at,
                @Nullable String body,
                List<InboundAttachment> attachments,
                @Nullable String messageId,
                boolean namesOurs,
                @Nullable JsonNode platformData) {
            this(
                    participant,
                    externalId,
                    at,
                    body,
                    attachments,
                    messageId,
                    namesOurs,
                    platformData,
                    null,
                    false,
                    SentBy.APP);
        }

        /** The same in another chat. */
        public EchoArrived with(Participant other) {
            return new EchoArrived(
                    other,
                    externalId,
                    at,
                    body,
                    attachments,
                    messageId,
                    namesOurs,
                    platformData,
                    replyToExternalId,
                    unsupported,
                    sentBy);
        }

        @Override
        public String key() {
            return "echo:" + participant.externalId() + ":" + externalId;
        }
    }

    /**
     * A message was edited. Told only when the visible content differs from what is stored.
     *
     * @param version tells apart several edits of one message; of two at the same time the one with the larger number
     *     is the later
     * @param platformData replaces {@code platform_data} when not null; an empty object removes it
     */
    record MessageEdited(
            Participant participant,
            String externalId,
            Instant at,
            String version,
            @Nullable String body,
            @Nullable JsonNode platformData)
            implements InChat {
        @Override
        public String key() {
            return "edit:" + participant.externalId() + ":" + externalId + ":" + version;
        }
    }

    /**
     * A message was edited, and the platform does not say to what. The words stay until somebody has asked for the new
     * ones. Means nothing while the message is unknown.
     *
     * @param version as of {@link MessageEdited}
     */
    record EditNoticed(Participant participant, String externalId, Instant at, String version) implements InChat {
        @Override
        public String key() {
            return "edit-notice:" + participant.externalId() + ":" + externalId + ":" + version;
        }
    }

    /**
     * A message was taken back.
     *
     * @param announced whether {@code message.deleted} is told; where the platform cannot really know, only the
     *     timestamp is set
     */
    record MessageDeleted(Participant participant, String externalId, Instant at, boolean announced) implements InChat {
        @Override
        public String key() {
            return "delete:" + participant.externalId() + ":" + externalId;
        }
    }

    /**
     * A reaction was set or removed.
     *
     * @param senderExternalId the participant, or the account itself when a human reacted in the native app
     * @param set false for a removal; reaction and emoji may then be null
     */
    record ReactionChanged(
            Participant participant,
            String messageExternalId,
            String senderExternalId,
            boolean set,
            @Nullable String reaction,
            @Nullable String emoji,
            Instant at)
            implements InChat {
        @Override
        public String key() {
            return "reaction:" + participant.externalId() + ":" + messageExternalId + ":" + senderExternalId + ":" + set
                    + ":" + at.toEpochMilli();
        }
    }

    /** Which of our messages a receipt covers. */
    sealed interface Covered {
        /** All sent until then. */
        record Until(Instant watermark) implements Covered {}

        /** This one and all before it. */
        record UpTo(String messageExternalId) implements Covered {}
    }

    /**
     * The participant's device has our messages, or the participant has read them.
     *
     * @param read false for a delivery receipt; a read message counts as delivered too
     */
    record ReceiptArrived(Participant participant, boolean read, Covered covered, Instant at) implements InChat {
        @Override
        public String key() {
            return "receipt:" + participant.externalId() + ":" + read + ":" + covered;
        }
    }

    /** The participant came through a link or an ad, without a message. {@code referral}: ref, source, type. */
    record ReferralArrived(Participant participant, JsonNode referral, Instant at) implements InChat {
        @Override
        public String key() {
            return "referral:" + participant.externalId() + ":" + at.toEpochMilli();
        }
    }

    /** The participant blocked or unblocked us. No event; the chat remembers. */
    record ReachabilityChanged(Participant participant, boolean reachable, Instant at) implements InChat {
        @Override
        public String key() {
            return "reachable:" + participant.externalId() + ":" + reachable + ":" + at.toEpochMilli();
        }
    }

    /** The chat was archived or taken back in the platform's own app. No event. */
    record ArchiveChanged(Participant participant, boolean archived, String version) implements InChat {
        @Override
        public String key() {
            return "archive:" + participant.externalId() + ":" + version;
        }
    }

    /**
     * Somebody commented on a post.
     *
     * @param own whether the account itself wrote it: stored, not told
     * @param postedAt null when the platform does not say
     */
    record CommentArrived(
            String postExternalId,
            String externalId,
            @Nullable String parentExternalId,
            @Nullable String body,
            @Nullable Author author,
            boolean own,
            @Nullable String permalink,
            @Nullable Instant postedAt,
            @Nullable JsonNode platformData)
            implements InboundEvent {
        @Override
        public String key() {
            return "comment:" + externalId;
        }

        @Override
        public @Nullable Instant at() {
            return postedAt;
        }
    }

    /** Who wrote a comment. */
    record Author(
            String externalId,
            @Nullable String username,
            @Nullable String name) {}

    /** A comment was edited, hidden, shown again or removed. No event. */
    record CommentChanged(
            String externalId, Change change, @Nullable String body, Instant at) implements InboundEvent {
        /** What happened to the comment. */
        public enum Change {
            EDITED,
            HIDDEN,
            SHOWN,
            REMOVED
        }

        @Override
        public String key() {
            return "comment:" + externalId + ":" + change + ":" + at.toEpochMilli();
        }
    }

    /** A delivery that is no message and yet leaves something to do, e.g. a tap below a message we do not see. */
    record WorkArose(PlatformJob job) implements InboundEvent {
        @Override
        public String key() {
            return "work:" + job.uniqueKey();
        }
    }

    /** The platform no longer lets this account in. */
    record AccessLost(String reason, Instant at) implements InboundEvent {
        @Override
        public String key() {
            return "access-lost:" + at.toEpochMilli();
        }
    }
}
