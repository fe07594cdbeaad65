package dev.parley.normalise;

import dev.parley.batch.Columns;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Writes the messages of a batch and what hangs on them. */
final class MessageWriter {
    private static final String INSERT = """
            insert into messages (id, chat_id, profile_id, direction, status, external_id, body, platform_data,
                reply_to_external_id, reactions, is_unsupported, external_posted_at, external_delivered_at,
                external_read_at, external_edited_at, external_deleted_at, created_at, announce_at,
                traceparent, sent_by, edit_number)
            select m.id, m.chat_id, m.profile_id, m.direction, m.status, m.external_id, m.body, m.platform_data::jsonb,
                m.reply_to, m.reactions::jsonb, m.unsupported, m.posted, m.delivered, m.read, m.edited, m.deleted,
                m.created, m.announce, m.trace, m.sent_by, m.edit_number
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[], $11::boolean[], $12::timestamptz[], $13::timestamptz[],
                $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[],
                $19::text[], $20::text[], $21::bigint[])
                as m (id, chat_id, profile_id, direction, status, external_id, body, platform_data, reply_to,
                reactions, unsupported, posted, delivered, read, edited, deleted, created, announce, trace, sent_by,
                edit_number)
            on conflict (chat_id, external_id) do nothing""";

    private static final String UPDATE = """
            update messages m set status = u.status, external_id = u.external_id, body = u.body,
                platform_data = u.platform_data::jsonb, reactions = u.reactions::jsonb, external_posted_at = u.posted,
                external_delivered_at = u.delivered, external_read_at = u.read, external_edited_at = u.edited,
                external_deleted_at = u.deleted, announce_at = u.announce, edit_number = u.edit_number,
                calling_since = case when u.settled then null else m.calling_since end,
                next_attempt_at = case when u.settled then null else m.next_attempt_at end,
                outcome_unknown = m.outcome_unknown and not u.settled,
                error_message = case when u.settled then null else m.error_message end,
                error_details = case when u.settled then null else m.error_details end
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
                $13::boolean[], $14::bigint[])
                as u (id, status, external_id, body, platform_data, reactions, posted, delivered, read, edited,
                deleted, announce, settled, edit_number)
            where m.id = u.id""";

    private static final String ATTACH = """
            insert into attachments (id, message_id, position, type, url, status, external_id, source, file_name,
                byte_size, content_type)
            select a.id, a.message_id, a.position, a.type, a.url, a.status, a.external_id, a.source::jsonb, a.file_name,
                a.byte_size, a.content_type
            from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::bigint[], $11::text[])
                as a (id, message_id, position, type, url, status, external_id, source, file_name, byte_size,
                content_type)""";

    /** Everything the sender wanted back: the bytes, whatever a tap or card said, and the wish to fetch more. */
    private static final String PURGE = """
            with gone as (delete from attachments where message_id = any($1) returning media_key),
            unfetched as (delete from platform_jobs where message_id = any($1) and kind = 'mirror_media'),
            bytes as (update media set purged_at = now() where media_key in (select media_key from gone))
            update messages set reply_markup = null, quick_replies = null, buttons = null, card = null
            where id = any($1)""";

    private final SqlConnection transaction;

    MessageWriter(SqlConnection transaction) {
        this.transaction = transaction;
    }

    private record Owned(MessageState message, long chat, ProfileId profile) {}

    private record Attached(long message, short position, NewAttachment attachment) {}

    List<Uni<Void>> write(Batch batch) {
        List<Owned> added = new ArrayList<>();
        List<MessageState> changed = new ArrayList<>();
        List<MessageState> purged = new ArrayList<>();
        List<Attached> attached = new ArrayList<>();
        for (ChatState chat : batch.chats()) {
            for (MessageState message : chat.messages()) {
                if (message.isFresh()) {
                    added.add(
                            new Owned(message, chat.id().value(), chat.profile().id()));
                    attach(message, attached);
                } else if (message.isDirty()) {
                    changed.add(message);
                }
                if (message.isPurged()) {
                    purged.add(message);
                }
            }
        }
        List<Uni<Void>> statements = new ArrayList<>();
        addUnlessEmpty(statements, added, this::insert);
        addUnlessEmpty(statements, attached, this::insertAttachments);
        addUnlessEmpty(statements, changed, this::update);
        addUnlessEmpty(statements, purged, this::purge);
        return statements;
    }

    private interface Statement<T> {
        Uni<Void> over(List<T> rows);
    }

    private static <T> void addUnlessEmpty(List<Uni<Void>> statements, List<T> rows, Statement<T> statement) {
        if (!rows.isEmpty()) {
            statements.add(statement.over(rows));
        }
    }

    private static void attach(MessageState message, List<Attached> attached) {
        short position = 0;
        for (NewAttachment attachment : message.newAttachments()) {
            attached.add(new Attached(message.id().value(), position++, attachment));
        }
    }

    /** Under the lane's lock nobody can have stored one of them meanwhile; whoever did has not held it. */
    private Uni<Void> insert(List<Owned> rows) {
        List<MessageState> messages = rows.stream().map(Owned::message).toList();
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(messages, message -> message.id().value()))
                .addArrayOfLong(Columns.longs(rows, Owned::chat))
                .addArrayOfLong(Columns.longs(rows, row -> row.profile.value()))
                .addArrayOfString(Columns.texts(messages, MessageState::direction))
                .addArrayOfString(Columns.texts(messages, MessageState::status))
                .addArrayOfString(Columns.texts(messages, MessageState::externalId))
                .addArrayOfString(Columns.texts(messages, MessageState::body))
                .addArrayOfString(Columns.json(messages, MessageState::platformData))
                .addArrayOfString(Columns.texts(messages, MessageState::replyToExternalId))
                .addArrayOfString(Columns.texts(messages, MessageWriter::reactions))
                .addArrayOfBoolean(Columns.flags(messages, MessageState::isUnsupported))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::postedAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::deliveredAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::readAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::editedAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::deletedAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::createdAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::announceAt))
                .addArrayOfString(Columns.texts(messages, MessageState::traceparent))
                .addArrayOfString(Columns.texts(messages, MessageState::sentBy))
                .addArrayOfLong(Columns.longs(messages, MessageState::editNumber));
        return transaction
                .preparedQuery(INSERT)
                .execute(columns)
                .invoke(inserted -> {
                    if (inserted.rowCount() != rows.size()) {
                        throw new ChatsMovedException("a message was stored without its lane");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> update(List<MessageState> messages) {
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(messages, message -> message.id().value()))
                .addArrayOfString(Columns.texts(messages, MessageState::status))
                .addArrayOfString(Columns.texts(messages, MessageState::externalId))
                .addArrayOfString(Columns.texts(messages, MessageState::body))
                .addArrayOfString(Columns.json(messages, MessageState::platformData))
                .addArrayOfString(Columns.texts(messages, MessageWriter::reactions))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::postedAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::deliveredAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::readAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::editedAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::deletedAt))
                .addArrayOfOffsetDateTime(Columns.times(messages, MessageState::announceAt))
                .addArrayOfBoolean(Columns.flags(messages, MessageState::isSettledByEcho))
                .addArrayOfLong(Columns.longs(messages, MessageState::editNumber));
        return transaction.preparedQuery(UPDATE).execute(columns).replaceWithVoid();
    }

    private Uni<Void> insertAttachments(List<Attached> rows) {
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(Columns.longs(rows, row -> row.attachment.id().value()))
                .addArrayOfLong(Columns.longs(rows, Attached::message))
                .addArrayOfShort(rows.stream().map(Attached::position).toArray(Short[]::new))
                .addArrayOfString(Columns.texts(rows, row -> row.attachment.type()))
                .addArrayOfString(Columns.texts(rows, row -> row.attachment.url()))
                .addArrayOfString(Columns.texts(rows, row -> row.attachment.status()))
                .addArrayOfString(Columns.texts(rows, row -> row.attachment.externalId()))
                .addArrayOfString(Columns.json(rows, row -> row.attachment.source()))
                .addArrayOfString(Columns.texts(rows, row -> row.attachment.fileName()))
                .addArrayOfLong(Columns.longs(rows, row -> row.attachment.byteSize()))
                .addArrayOfString(Columns.texts(rows, row -> row.attachment.contentType()));
        return transaction.preparedQuery(ATTACH).execute(columns).replaceWithVoid();
    }

    private Uni<Void> purge(List<MessageState> messages) {
        Tuple ids = Tuple.of(Columns.longs(messages, message -> message.id().value()));
        return transaction.preparedQuery(PURGE).execute(ids).replaceWithVoid();
    }

    private static String reactions(MessageState message) {
        return message.reactions().isEmpty() ? "[]" : Json.write(message.reactions());
    }
}
