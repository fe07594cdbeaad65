package dev.parley.dispatch.lane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.json.Json;
import dev.parley.platform.OutboundMessage;
import dev.parley.platform.PlatformError;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hot statement: the heads of many lanes at once. A lane without an unsettled send is absent from the answer. */
final class HeadStatement {
    private static final String READ = """
            select h.*, r.platform_data::text as replied_to, c.participant_external_id, c.external_conversation_id,
                   coalesce(p.status, 'inactive') as profile_status,
                   coalesce(extract(epoch from clock_timestamp() - p.expired_at) * 1000, 0)::bigint as expired_ms,
                   a.type as media_type, a.media_key, a.content_type, f.file_name, a.url,
                   coalesce(a.byte_size, 0) as byte_size
            from unnest($1::bigint[]) as lane (chat_id)
            join lateral (
                select m.id, m.chat_id, m.profile_id, m.body, m.tag, m.reply_to_external_id, m.reply_markup::text,
                       m.quick_replies::text, m.buttons::text, m.card::text, m.external_comment_id, m.attempts,
                       coalesce(extract(epoch from clock_timestamp() - m.created_at) * 1000, 0)::bigint as age_ms,
                       ceil(coalesce(extract(epoch from m.next_attempt_at - clock_timestamp()) * 1000, 0))::bigint
                           as wait_ms,
                       m.calling_since,
                       coalesce(extract(epoch from clock_timestamp() - m.calling_since) * 1000, 0)::bigint as call_ms,
                       m.outcome_unknown, m.error_message, m.error_details::text, m.waits_for_media, m.traceparent
                from messages m
                where m.chat_id = lane.chat_id and m.status in ('pending', 'failed_waiting_for_retry')
                order by m.send_number limit 1) h on true
            join chats c on c.id = h.chat_id
            left join messages r on r.chat_id = h.chat_id and r.external_id = h.reply_to_external_id
            left join profiles p on p.id = h.profile_id
            left join lateral (
                select * from attachments a where a.message_id = h.id order by a.position limit 1) a on true
            left join media f on f.media_key = a.media_key""";

    private HeadStatement() {}

    static Uni<Map<ChatId, Head>> read(SqlClient client, Collection<ChatId> chats) {
        if (chats.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Long[] numbers = chats.stream().map(ChatId::value).toArray(Long[]::new);
        return client.preparedQuery(READ).execute(Tuple.of(numbers)).map(rows -> {
            Map<ChatId, Head> heads = new HashMap<>();
            for (Row row : rows) {
                Head head = read(row);
                heads.put(head.chat(), head);
            }
            return heads;
        });
    }

    private static Head read(Row row) {
        OffsetDateTime called = row.getOffsetDateTime("calling_since");
        return new Head(
                new MessageId(row.getLong("id")),
                new ChatId(row.getLong("chat_id")),
                content(row),
                new OutboundMessage.Recipient(
                        row.getString("participant_external_id"), row.getString("external_conversation_id")),
                Duration.ofMillis(row.getLong("age_ms")),
                row.getInteger("attempts"),
                Duration.ofMillis(row.getLong("wait_ms")),
                called == null ? null : called.toInstant(),
                Duration.ofMillis(row.getLong("call_ms")),
                row.getBoolean("outcome_unknown"),
                error(row),
                row.getBoolean("waits_for_media"),
                Profile.Status.valueOf(row.getString("profile_status").toUpperCase(Locale.ROOT)),
                Duration.ofMillis(row.getLong("expired_ms")),
                attachment(row),
                row.getString("traceparent"));
    }

    private static @Nullable PlatformError error(Row row) {
        String message = row.getString("error_message");
        JsonNode details = Json.readNullable(row.getString("error_details"));
        return message == null
                ? null
                : new PlatformError(
                        message,
                        text(details, "platform_error_code"),
                        text(details, "platform_error_subcode"),
                        text(details, "postproxy_note"));
    }

    private static @Nullable String text(@Nullable JsonNode details, String member) {
        return details == null ? null : details.path(member).textValue();
    }

    private static Head.Content content(Row row) {
        return new Head.Content(
                row.getString("body"),
                row.getString("tag"),
                original(row),
                Json.readNullable(row.getString("reply_markup")),
                Json.readNullable(row.getString("quick_replies")),
                Json.readNullable(row.getString("buttons")),
                Json.readNullable(row.getString("card")),
                row.getString("external_comment_id"));
    }

    private static OutboundMessage.@Nullable Original original(Row row) {
        String replyTo = row.getString("reply_to_external_id");
        return replyTo == null
                ? null
                : new OutboundMessage.Original(replyTo, Json.readNullable(row.getString("replied_to")));
    }

    private static Head.@Nullable StoredAttachment attachment(Row row) {
        String type = row.getString("media_type");
        return type == null
                ? null
                : new Head.StoredAttachment(
                        type,
                        row.getString("media_key"),
                        row.getString("content_type"),
                        row.getString("file_name"),
                        row.getString("url"),
                        row.getLong("byte_size"));
    }
}
