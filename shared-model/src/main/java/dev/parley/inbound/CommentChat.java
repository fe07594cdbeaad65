package dev.parley.inbound;

import dev.parley.id.ChatId;
import dev.parley.inbound.PlatformJob.Kind;
import dev.parley.json.Json;

/**
 * A chat begun by a private reply. It goes by what the comment says about its author: an id that need not be the one
 * under which that person writes, or nothing at all, and then by the comment itself. Whoever learns who was reached (the
 * platform's answer, or the echo) leaves a job that puts the real participant there.
 */
public final class CommentChat {
    private static final String PROVISIONAL = "comment:";

    private CommentChat() {}

    /** Stands for a participant of whom only a comment is known. */
    public static String provisionalParticipant(String commentExternalId) {
        return PROVISIONAL + commentExternalId;
    }

    /** Whether nobody on the platform has this id. */
    public static boolean isProvisional(String participantExternalId) {
        return participantExternalId.startsWith(PROVISIONAL);
    }

    /** The job that learns who is in the chat; merges it with the one they have already. */
    public static PlatformJob merge(ChatId chat, String participantExternalId) {
        return new PlatformJob(
                Kind.MERGE_CHAT,
                Json.object().put("chat_id", chat.toString()).put("participant_external_id", participantExternalId),
                "merge:" + chat,
                null);
    }
}
