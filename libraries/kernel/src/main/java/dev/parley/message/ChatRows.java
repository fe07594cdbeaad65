package dev.parley.message;

import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.wire.Chat;
import dev.parley.wire.MessagingWindow;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/** The one place where a row of {@code chats} becomes the public shape. */
public final class ChatRows {
    /** To be selected from {@code chats c}. */
    public static final String COLUMNS = """
            c.id, c.profile_id, c.platform, c.participant_external_id, c.participant_username, c.participant_name,
            c.participant_avatar_url, c.external_conversation_id, c.last_inbound_at, c.last_outbound_at,
            c.last_message_at, c.window_opened_at, c.archived, c.metadata::text, c.created_at""";

    private ChatRows() {}

    /**
     * Reads a row that was selected with {@link #COLUMNS}.
     *
     * @param traits what of a chat the platform knows at all
     */
    public static Chat read(Row row, ChatTraits traits) {
        return new Chat(
                new ChatId(row.getLong("id")).toString(),
                new ProfileId(row.getLong("profile_id")).toString(),
                row.getString("platform"),
                row.getString("participant_external_id"),
                row.getString("participant_username"),
                row.getString("participant_name"),
                row.getString("participant_avatar_url"),
                row.getString("external_conversation_id"),
                RowTimes.of(row, "last_inbound_at"),
                RowTimes.of(row, "last_outbound_at"),
                RowTimes.of(row, "last_message_at"),
                Json.readNullable(row.getString("metadata")),
                traits.archives() ? row.getBoolean("archived") : null,
                traits.hasWindow()
                        ? MessagingWindow.openedAt(RowTimes.of(row, "window_opened_at"), Instant.now())
                        : null,
                row.getOffsetDateTime("created_at").toInstant());
    }
}
