package dev.parley.dispatch.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.dispatch.media.MediaIntake;
import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.AttachmentId;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.message.MessageReader;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.topic.Cause;
import dev.parley.topic.EventRecord;
import dev.parley.wire.ErrorDetails;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of attachments and their messages, each in one transaction with the chat's lane locked.
 *
 * <pre>
 *   inbound:  stored | given up ──► attachment ──► nothing of the message still pending? ──► message.received, once
 *   outbound: stored ──► attachment ──► the message may go ──► lane due
 *             given up ──► attachment ──► message.failed ──► lane due
 * </pre>
 */
@Singleton
class AttachmentRows {
    private static final String FIND = """
            select a.id, a.url, a.source::text from attachments a
            where a.message_id = $1 and a.status = 'pending' and ($2::bigint is null or a.id = $2)
            order by a.position limit 1""";

    private static final String LOCK = "select 1 from chat_lanes where chat_id = $1 for update";

    private static final String PROCESSED = """
            update attachments set status = 'processed', url = $2, media_key = $3, content_type = $4, byte_size = $5,
                                   type = case when $6 then $7 else type end, file_name = coalesce(file_name, $8)
            where id = $1 and status = 'pending'""";

    private static final String GIVEN_UP =
            "update attachments set status = 'failed', url = null, error = $2 where id = $1 and status = 'pending'";

    /** By compare-and-set: the sweep that announces late ones may have been quicker. */
    private static final String ANNOUNCE = """
            update messages m set announce_at = null
            where m.id = $1 and m.announce_at is not null
              and not exists (select 1 from attachments a where a.message_id = m.id and a.status = 'pending')
            returning m.traceparent""";

    private static final String MAY_GO = """
            update messages set waits_for_media = false where id = $1 and waits_for_media returning id""";

    private static final String FAIL = """
            update messages set status = 'failed', waits_for_media = false, error_message = $2,
                                error_details = $3::text::jsonb
            where id = $1 and waits_for_media and status = 'pending' returning traceparent""";

    private static final String LANE_DUE = "update chat_lanes set due_at = coalesce(due_at, now()) where chat_id = $1";

    private final Pool pool;
    private final MediaIntake media;
    private final EventLog events;
    private final EventRelay relay;
    private final ProfileDirectory profiles;

    AttachmentRows(Pool pool, MediaIntake media, EventLog events, EventRelay relay, ProfileDirectory profiles) {
        this.pool = pool;
        this.media = media;
        this.events = events;
        this.relay = relay;
        this.profiles = profiles;
    }

    /** An attachment that is still to be stored. */
    record Pending(long id, @Nullable String url, @Nullable JsonNode source) {}

    /**
     * A message with its place.
     *
     * @param attachment which of its attachments; null where it has but one
     */
    record Place(
            ProfileId profile,
            ChatId chat,
            MessageId message,
            @Nullable AttachmentId attachment) {
        static Optional<Place> of(Job job) {
            ChatId chat = job.chat();
            MessageId message = job.message();
            AttachmentId attachment = AttachmentId.parse(
                            job.payload().path("attachment_id").asText())
                    .orElse(null);
            return chat == null || message == null
                    ? Optional.empty()
                    : Optional.of(new Place(job.profile(), chat, message, attachment));
        }
    }

    /** The place's attachment, if it is still to be stored. */
    Uni<Optional<Pending>> pending(Place place) {
        Long attachment = place.attachment == null ? null : place.attachment.value();
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(place.message.value(), attachment))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(
                                new Pending(row.getLong(0), row.getString(1), Json.readNullable(row.getString(2))));
                    }
                    return Optional.empty();
                });
    }

    /**
     * The platform said what kind of thing it is; the bytes only say how to serve it. False when the attachment is no
     * longer wanted, because its message was unsent meanwhile or somebody else stored it: then nothing is changed.
     */
    Uni<Boolean> inboundStored(Place place, Pending attachment, MediaIntake.Taken taken) {
        return inLane(
                place,
                transaction -> processed(transaction, attachment, taken, false)
                        .flatMap(wanted -> wanted ? announce(transaction, place).map(Change::made) : Change.none()));
    }

    Uni<Void> inboundGivenUp(Place place, Pending attachment, String reason) {
        return inLane(
                        place,
                        transaction -> transaction
                                .preparedQuery(GIVEN_UP)
                                .execute(Tuple.of(attachment.id, reason))
                                .chain(() -> announce(transaction, place))
                                .map(Change::made))
                .replaceWithVoid();
    }

    /** As {@link #inboundStored}; here the bytes also say what kind of thing it is. */
    Uni<Boolean> outboundStored(Place place, Pending attachment, MediaIntake.Taken taken) {
        return inLane(
                place,
                transaction -> processed(transaction, attachment, taken, true)
                        .flatMap(wanted -> wanted ? mayGo(transaction, place) : Change.none()));
    }

    private static Uni<Change> mayGo(SqlConnection transaction, Place place) {
        return transaction
                .preparedQuery(MAY_GO)
                .execute(Tuple.of(place.message.value()))
                .chain(() -> laneDue(transaction, place))
                .replaceWith(Change.made(List.of()));
    }

    Uni<Void> outboundGivenUp(Place place, Pending attachment, String reason) {
        String details = Json.write(new ErrorDetails(null, null, null, reason));
        Tuple failure = Tuple.of(place.message.value(), "The media could not be fetched: " + reason, details);
        return inLane(
                        place,
                        transaction -> transaction
                                .preparedQuery(GIVEN_UP)
                                .execute(Tuple.of(attachment.id, reason))
                                .chain(() -> transaction.preparedQuery(FAIL).execute(failure))
                                .flatMap(failed -> failed.size() == 0
                                        ? Uni.createFrom().item(List.<EventRecord>of())
                                        : tell(transaction, place, EventType.MESSAGE_FAILED, traceOf(failed)))
                                .call(() -> laneDue(transaction, place))
                                .map(Change::made))
                .replaceWithVoid();
    }

    private Uni<Boolean> processed(
            SqlConnection transaction, Pending attachment, MediaIntake.Taken taken, boolean kindFromBytes) {
        Tuple columns = Tuple.tuple()
                .addLong(attachment.id)
                .addString(taken.publicUrl())
                .addString(taken.stored().key().text())
                .addString(taken.contentType())
                .addLong(taken.stored().size())
                .addBoolean(kindFromBytes)
                .addString(taken.attachmentType())
                .addString(taken.fileName());
        return transaction
                .preparedQuery(PROCESSED)
                .execute(columns)
                .flatMap(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : media.record(transaction, taken).replaceWith(true));
    }

    private Uni<List<EventRecord>> announce(SqlConnection transaction, Place place) {
        return transaction
                .preparedQuery(ANNOUNCE)
                .execute(Tuple.of(place.message.value()))
                .flatMap(now -> now.size() == 0
                        ? Uni.createFrom().item(List.of())
                        : tell(transaction, place, EventType.MESSAGE_RECEIVED, traceOf(now)));
    }

    private static @Nullable String traceOf(RowSet<Row> message) {
        return message.iterator().next().getString(0);
    }

    private Uni<List<EventRecord>> tell(
            SqlConnection transaction, Place place, EventType type, @Nullable String traceparent) {
        Profile profile = profiles.byId(place.profile).orElseThrow();
        return MessageReader.read(transaction, List.of(place.message)).flatMap(read -> {
            Message message = read.get(place.message);
            if (message == null) {
                return Uni.createFrom().item(List.of());
            }
            Cause cause = new Cause(profile.platform(), message.externalPostedAt(), traceparent);
            EventDraft draft = EventDraft.inChat(type, profile, place.chat, EventData.ofMessage(message));
            return events.append(transaction, List.of(draft.because(cause)));
        });
    }

    private static Uni<Void> laneDue(SqlConnection transaction, Place place) {
        return transaction
                .preparedQuery(LANE_DUE)
                .execute(Tuple.of(place.chat.value()))
                .replaceWithVoid();
    }

    /**
     * What a transaction did.
     *
     * @param made false when there was nothing to change any more
     */
    private record Change(boolean made, List<EventRecord> told) {
        static Change made(List<EventRecord> told) {
            return new Change(true, told);
        }

        static Uni<Change> none() {
            return Uni.createFrom().item(new Change(false, List.of()));
        }
    }

    private Uni<Boolean> inLane(Place place, Function<SqlConnection, Uni<Change>> work) {
        // Whatever is told names the account, which may be new here.
        return profiles.find(place.profile)
                .chain(() -> pool.withTransaction(transaction -> transaction
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(place.chat.value()))
                        .chain(() -> work.apply(transaction))))
                .invoke(change -> relay.publish(change.told))
                .map(Change::made);
    }
}
