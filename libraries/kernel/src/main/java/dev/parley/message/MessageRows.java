package dev.parley.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AttachmentId;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.json.Json;
import dev.parley.wire.Attachment;
import dev.parley.wire.ErrorDetails;
import dev.parley.wire.Message;
import dev.parley.wire.Reaction;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place where a row of {@code messages} becomes the public shape. */
public final class MessageRows {
    /** To be selected from {@code messages m}; attachments come along in order, as one JSON list. */
    public static final String COLUMNS = """
            m.id, m.chat_id, m.profile_id, m.direction, m.status, m.external_id, m.body, m.tag, m.external_comment_id,
            m.error_message, m.error_details::text, m.platform_data::text, m.reply_to_external_id,
            m.reply_markup::text, m.quick_replies::text, m.buttons::text, m.card::text, m.reactions::text,
            m.is_unsupported, m.external_posted_at, m.external_delivered_at, m.external_read_at, m.external_edited_at,
            m.external_deleted_at, m.created_at,
            case when m.direction = 'outbound' and m.send_number is not null then 'api' else m.sent_by end as sent_by,
            (select json_agg(json_build_array(a.id, a.type, a.url, a.status, a.external_id, a.file_name, a.byte_size,
                a.content_type) order by a.position)
             from attachments a where a.message_id = m.id)::text as attachments""";

    private MessageRows() {}

    /** Reads a row that was selected with {@link #COLUMNS}. */
    public static Message read(Row row) {
        JsonNode platformData = Json.readNullable(row.getString("platform_data"));
        List<Attachment> attachments = attachments(row.getString("attachments"));
        return new Message(
                new MessageId(row.getLong("id")).toString(),
                new ChatId(row.getLong("chat_id")).toString(),
                row.getString("external_id"),
                row.getString("direction"),
                row.getString("sent_by"),
                row.getString("body"),
                row.getString("status"),
                row.getString("tag"),
                row.getString("external_comment_id"),
                row.getString("error_message"),
                errorDetails(row.getString("error_details")),
                platformData,
                RowTimes.of(row, "external_posted_at"),
                RowTimes.of(row, "external_delivered_at"),
                RowTimes.of(row, "external_read_at"),
                RowTimes.of(row, "external_edited_at"),
                row.getString("reply_to_external_id"),
                Json.readNullable(row.getString("reply_markup")),
                Json.readNullable(row.getString("quick_replies")),
                Json.readNullable(row.getString("buttons")),
                Json.readNullable(row.getString("card")),
                TappedActions.of(platformData),
                RowTimes.of(row, "external_deleted_at"),
                reactions(row.getString("reactions")),
                AnsweredStories.without(attachments),
                MessageLinks.of(platformData),
                row.getBoolean("is_unsupported"),
                AnsweredStories.of(platformData, attachments),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static @Nullable ErrorDetails errorDetails(@Nullable String json) {
        return json == null ? null : Json.MAPPER.convertValue(Json.read(json), ErrorDetails.class);
    }

    private static List<Reaction> reactions(String json) {
        if (json.equals("[]")) {
            return List.of();
        }
        List<Reaction> reactions = new ArrayList<>();
        for (JsonNode entry : Json.read(json)) {
            reactions.add(Json.MAPPER.convertValue(entry, Reaction.class));
        }
        return reactions;
    }

    private static List<Attachment> attachments(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode entry : Json.read(json)) {
            attachments.add(new Attachment(
                    new AttachmentId(entry.get(0).asLong()).toString(),
                    entry.get(1).asText(),
                    text(entry.get(2)),
                    entry.get(3).asText(),
                    text(entry.get(4)),
                    text(entry.get(5)),
                    entry.hasNonNull(6) ? entry.get(6).asLong() : null,
                    text(entry.get(7))));
        }
        return attachments;
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asText();
    }
}
