package dev.parley.dispatch.command;

import dev.parley.batch.Columns;
import dev.parley.dispatch.command.OutboundConsumer.Received;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.OutboundCommand;
import dev.parley.trace.TraceHeader;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Hot statement: makes the rows of commands whose rows are absent.
 *
 * <pre>
 *   absent? ──► chats ──► lanes ──► lock the lanes ──► still absent? ──► messages, numbered ──► lanes due
 * </pre>
 */
@Singleton
class CommandRows {
    private static final int AT_ONCE = 128;

    private static final String PRESENT = "select id from messages where id = any($1)";

    private static final String INSERT_CHATS = """
            insert into chats (id, profile_id, platform, participant_external_id)
            select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) on conflict do nothing""";

    /** The chats are named twice, so that the planner asks for them and does not read all in the order of their ids. */
    private static final String INSERT_LANES = """
            insert into chat_lanes (chat_id, profile_id)
            select c.id, c.profile_id from chats c
            join unnest($1::bigint[], $2::bigint[]) as w (chat_id, profile_id)
              on c.id = w.chat_id and c.profile_id = w.profile_id
            where c.id = any($1)
            order by c.id on conflict do nothing""";

    private static final String LOCK_LANES = """
            select chat_id, profile_id from chat_lanes where chat_id = any($1) order by chat_id for update""";

    /** Numbered in the order of the topic. */
    private static final String INSERT_MESSAGES = """
            with wanted as (
                select *, row_number() over (partition by chat_id order by place) - 1 as n
                from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                            $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::text[]) with ordinality
                    as w (id, chat_id, profile_id, body, tag, reply_to, markup, quick_replies, buttons, card,
                          created_at, trace, place)),
            numbered as (
                insert into messages (id, chat_id, profile_id, direction, status, send_number, body, tag,
                                      reply_to_external_id, reply_markup, quick_replies, buttons, card, created_at,
                                      traceparent)
                select w.id, w.chat_id, w.profile_id, 'outbound', 'pending', l.next_send + w.n, w.body, w.tag,
                       w.reply_to, w.markup::jsonb, w.quick_replies::jsonb, w.buttons::jsonb, w.card::jsonb,
                       w.created_at, w.trace
                from wanted w join chat_lanes l on l.chat_id = w.chat_id
                returning chat_id),
            counted as (select chat_id, count(*) as sends from numbered group by chat_id)
            update chat_lanes l set next_send = l.next_send + c.sends, message_count = l.message_count + c.sends,
                                    due_at = coalesce(l.due_at, now())
            from counted c where l.chat_id = c.chat_id""";

    private final Pool pool;
    private final ProfileDirectory profiles;

    CommandRows(Pool pool, ProfileDirectory profiles) {
        this.pool = pool;
        this.profiles = profiles;
    }

    /** Those of the commands that have no message row yet. */
    Uni<List<Received>> absent(List<Received> commands) {
        return absent(pool.preparedQuery(PRESENT)::execute, commands);
    }

    /** Makes chats, lanes and messages; answers with the commands whose chat neither exists nor can be made. */
    Uni<List<Received>> insert(List<Received> commands) {
        return Multi.createFrom()
                .iterable(commands)
                .group()
                .intoLists()
                .of(AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(
                        some -> pool.withTransaction(transaction -> insertSome(transaction, onePerMessage(some))))
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    private static List<Received> onePerMessage(List<Received> commands) {
        Map<String, Received> byMessage = new LinkedHashMap<>();
        commands.forEach(received -> byMessage.putIfAbsent(received.command().messageId(), received));
        return List.copyOf(byMessage.values());
    }

    private Uni<List<Received>> insertSome(SqlConnection transaction, List<Received> commands) {
        return Uni.combine()
                .all()
                .unis(
                        insertChats(transaction, commands),
                        transaction.preparedQuery(INSERT_LANES).execute(chatsAndProfiles(commands)),
                        lockLanes(transaction, commands),
                        absent(transaction.preparedQuery(PRESENT)::execute, commands))
                .asTuple()
                .flatMap(found -> {
                    Predicate<Received> housed = received -> found.getItem3().contains(Lane.of(received));
                    return insertMessages(
                                    transaction,
                                    found.getItem4().stream().filter(housed).toList())
                            .replaceWith(commands.stream()
                                    .filter(Predicate.not(housed))
                                    .toList());
                });
    }

    private record Lane(long chat, long profile) {
        static Lane of(Received received) {
            return new Lane(
                    received.command().chat().value(),
                    received.command().profile().value());
        }
    }

    private static Uni<Set<Lane>> lockLanes(SqlConnection transaction, List<Received> commands) {
        Tuple chats = Tuple.of(
                Columns.longs(commands, received -> received.command().chat().value()));
        return transaction.preparedQuery(LOCK_LANES).execute(chats).map(rows -> {
            Set<Lane> lanes = new HashSet<>();
            rows.forEach(row -> lanes.add(new Lane(row.getLong(0), row.getLong(1))));
            return lanes;
        });
    }

    private static Uni<List<Received>> absent(Function<Tuple, Uni<RowSet<Row>>> query, List<Received> commands) {
        if (commands.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Tuple messages = Tuple.of(
                Columns.longs(commands, received -> received.command().message().value()));
        return query.apply(messages).map(rows -> {
            Set<Long> present = numbers(rows);
            return commands.stream()
                    .filter(received ->
                            !present.contains(received.command().message().value()))
                    .toList();
        });
    }

    private Uni<Void> insertChats(SqlConnection transaction, List<Received> commands) {
        List<OutboundCommand> addressed = commands.stream()
                .map(Received::command)
                .filter(command -> command.participantExternalId() != null)
                .toList();
        Tuple columns = Tuple.of(
                Columns.longs(addressed, command -> command.chat().value()),
                Columns.longs(addressed, command -> command.profile().value()),
                Columns.texts(
                        addressed,
                        command ->
                                profiles.byId(command.profile()).orElseThrow().platform()),
                Columns.texts(addressed, OutboundCommand::participantExternalId));
        return transaction.preparedQuery(INSERT_CHATS).execute(columns).replaceWithVoid();
    }

    private static Uni<Void> insertMessages(SqlConnection transaction, List<Received> commands) {
        if (commands.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<OutboundCommand> messages =
                commands.stream().map(Received::command).toList();
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(
                        Columns.longs(messages, message -> message.message().value()))
                .addArrayOfLong(
                        Columns.longs(messages, message -> message.chat().value()))
                .addArrayOfLong(
                        Columns.longs(messages, message -> message.profile().value()))
                .addArrayOfString(Columns.texts(messages, OutboundCommand::body))
                .addArrayOfString(Columns.texts(messages, OutboundCommand::tag))
                .addArrayOfString(Columns.texts(messages, OutboundCommand::replyToExternalId))
                .addArrayOfString(Columns.json(messages, OutboundCommand::replyMarkup))
                .addArrayOfString(Columns.json(messages, OutboundCommand::quickReplies))
                .addArrayOfString(Columns.json(messages, OutboundCommand::buttons))
                .addArrayOfString(Columns.json(messages, OutboundCommand::card))
                .addArrayOfOffsetDateTime(Columns.times(commands, CommandRows::createdAt))
                .addArrayOfString(Columns.texts(commands, received -> TraceHeader.read(received.source())));
        return transaction.preparedQuery(INSERT_MESSAGES).execute(columns).replaceWithVoid();
    }

    private static Tuple chatsAndProfiles(List<Received> commands) {
        Map<Long, Long> profileOfChat = new LinkedHashMap<>();
        for (Received received : commands) {
            profileOfChat.put(
                    received.command().chat().value(),
                    received.command().profile().value());
        }
        return Tuple.of(
                profileOfChat.keySet().toArray(Long[]::new),
                profileOfChat.values().toArray(Long[]::new));
    }

    private static Instant createdAt(Received received) {
        Instant accepted = received.command().createdAt();
        return accepted == null ? Instant.ofEpochMilli(received.source().timestamp()) : accepted;
    }

    private static Set<Long> numbers(RowSet<Row> rows) {
        Set<Long> numbers = new HashSet<>();
        rows.forEach(row -> numbers.add(row.getLong(0)));
        return numbers;
    }
}
