package dev.parley.gateway.chats;

import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Fields;
import org.jspecify.annotations.Nullable;

/**
 * With whom to talk.
 *
 * @param participantExternalId the participant's id on the platform: IGSID, PSID, DID, or a Telegram user's number
 */
record OpenChatRequest(
        String participantExternalId,
        @Nullable String participantUsername,
        @Nullable String participantName) {
    /** No network comes near; the index could not take much more. */
    private static final int LONGEST_ID = 255;

    static OpenChatRequest read(Fields fields) {
        String participant = fields.requiredText("participant_external_id").strip();
        if (participant.length() > LONGEST_ID) {
            throw ApiException.unprocessable(
                    "participant_external_id is too long (maximum is " + LONGEST_ID + " characters)");
        }
        return new OpenChatRequest(
                participant,
                fields.presentText("participant_username", LONGEST_ID),
                fields.presentText("participant_name", LONGEST_ID));
    }
}
