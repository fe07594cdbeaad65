package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.media.OutboundMedia;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A send that has passed every rule and is about to be accepted. Members that the network does not know are null.
 *
 * @param participantExternalId to whom
 * @param media stored, or to be fetched before the platform is called
 * @param externalCommentId the comment that a private reply answers
 */
public record OutboundDraft(
        Profile profile,
        ChatId chat,
        String participantExternalId,
        @Nullable String body,
        @Nullable OutboundMedia media,
        @Nullable String tag,
        @Nullable String replyToExternalId,
        @Nullable JsonNode replyMarkup,
        @Nullable JsonNode quickReplies,
        @Nullable JsonNode buttons,
        @Nullable JsonNode card,
        @Nullable String externalCommentId) {

    public static OutboundDraft privateReply(
            Profile profile, ChatId chat, String participantExternalId, String text, String externalCommentId) {
        return new OutboundDraft(
                profile,
                chat,
                participantExternalId,
                text,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                externalCommentId);
    }

    AccountId account() {
        return profile.account();
    }

    boolean waitsForMedia() {
        return media != null && media.mustBeFetched();
    }
}
