package dev.parley.dispatch.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.ChatId;
import dev.parley.json.Json;
import dev.parley.message.MessageReader;
import dev.parley.profile.Profile;
import dev.parley.topic.Cause;
import dev.parley.topic.EventRecord;
import dev.parley.trace.RequestStep;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what an action changed about a message: lane locked, row, event, all in one transaction. */
@Singleton
class ChangedMessage {
    /** The chat may have been merged into another while the platform was asked. */
    private static final String LOCK = """
            select l.chat_id from messages m join chat_lanes l on l.chat_id = m.chat_id
            where m.id = $1 for update of l""";

    private static final String EDIT = """
            update messages set body = coalesce($2, body), external_edited_at = $5,
                                reply_markup = case when $3 then $4::text::jsonb else reply_markup end
            where id = $1""";

    private static final String REACT = """
            update messages m set reactions =
                coalesce((select jsonb_agg(r) from jsonb_array_elements(m.reactions) r
                          where r ->> 'sender_external_id' <> $2), '[]') || $3::text::jsonb
            where id = $1""";

    private static final String OWN_REACTION = """
            select r ->> 'reaction', r ->> 'emoji' from messages m, jsonb_array_elements(m.reactions) r
            where m.id = $1 and r ->> 'sender_external_id' = $2""";

    private final Pool pool;
    private final EventLog events;
    private final EventRelay relay;

    ChangedMessage(Pool pool, EventLog events, EventRelay relay) {
        this.pool = pool;
        this.events = events;
        this.relay = relay;
    }

    /** @param replyMarkup what was asked for: null leaves the keyboard, an empty object takes it away */
    Uni<Void> edited(TargetMessage message, @Nullable String body, @Nullable JsonNode replyMarkup) {
        boolean removed = replyMarkup != null && replyMarkup.isEmpty();
        Tuple edit = Tuple.of(
                message.id().value(),
                body,
                replyMarkup != null,
                replyMarkup == null || removed ? null : replyMarkup.toString(),
                now().atOffset(ZoneOffset.UTC));
        return inLane(
                message,
                transaction -> transaction
                        .preparedQuery(EDIT)
                        .execute(edit)
                        .chain(() -> tell(transaction, message, EventType.MESSAGE_EDITED, EventData::ofMessage)));
    }

    Uni<Void> reacted(TargetMessage message, @Nullable String reaction, @Nullable String emoji) {
        String own = message.at().profile().externalId();
        Instant at = now();
        JsonNode entry = Json.object()
                .put("sender_external_id", own)
                .put("emoji", emoji)
                .put("reaction", reaction)
                .put("at", at.toString());
        Tuple set = Tuple.of(message.id().value(), own, Json.array().add(entry).toString());
        return inLane(
                message,
                transaction -> transaction
                        .preparedQuery(REACT)
                        .execute(set)
                        .chain(() -> tell(
                                transaction,
                                message,
                                EventType.REACTION_RECEIVED,
                                after -> EventData.ofReaction(after, own, "react", reaction, emoji, at))));
    }

    /** Tells of the reaction that was taken back; nothing when there was none. */
    Uni<Void> unreacted(TargetMessage message) {
        String own = message.at().profile().externalId();
        Tuple ownReaction = Tuple.of(message.id().value(), own);
        return inLane(
                message,
                transaction -> transaction
                        .preparedQuery(OWN_REACTION)
                        .execute(ownReaction)
                        .flatMap(rows -> {
                            if (rows.size() == 0) {
                                return Uni.createFrom().item(List.of());
                            }
                            var before = rows.iterator().next();
                            return transaction
                                    .preparedQuery(REACT)
                                    .execute(Tuple.of(message.id().value(), own, "[]"))
                                    .chain(() -> tell(
                                            transaction,
                                            message,
                                            EventType.REACTION_RECEIVED,
                                            after -> EventData.ofReaction(
                                                    after,
                                                    own,
                                                    "unreact",
                                                    before.getString(0),
                                                    before.getString(1),
                                                    now())));
                        }));
    }

    private Uni<Void> inLane(TargetMessage message, Function<SqlConnection, Uni<List<EventRecord>>> change) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(message.id().value()))
                        .chain(() -> change.apply(transaction)))
                .invoke(relay::publish)
                .replaceWithVoid();
    }

    private Uni<List<EventRecord>> tell(
            SqlConnection transaction, TargetMessage message, EventType type, Function<Message, JsonNode> data) {
        return MessageReader.read(transaction, List.of(message.id())).flatMap(read -> {
            Message after = read.get(message.id());
            if (after == null) {
                return Uni.createFrom().item(List.of());
            }
            ChatId chat = ChatId.parse(after.chatId()).orElseThrow();
            Profile profile = message.at().profile();
            Cause cause = Cause.on(profile.platform()).tracedBy(RequestStep.traceparent());
            EventDraft draft = EventDraft.inChat(type, profile, chat, data.apply(after));
            return events.append(transaction, List.of(draft.because(cause)));
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
