package dev.parley.gateway.messages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.idempotency.KeyedRequest;
import dev.parley.gateway.media.OutboundMedia;
import dev.parley.id.MessageId;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts sends: after the one statement below has committed, the message is never lost.
 *
 * <pre>
 *   idempotency key   taken by an earlier request? ──► nothing else happens
 *        │ free, or none given
 *        ▼
 *   lane              send_number = next_send++; due now unless something waits already
 *        ▼
 *   message (pending) ──► attachment ──► job that fetches it, when it is at a URL
 * </pre>
 *
 * A chat that was merged into another since it was looked up is found by its alias.
 *
 * The order of a chat's sends is {@code send_number}, taken under the lane's row lock; not ids, not clocks. A message
 * whose media must be fetched first does not make its lane due: the job does, when it has them.
 */
@ApplicationScoped
public class OutboundMessageStore {
    private static final String UNIQUE_VIOLATION = "23505";
    /** What the statement ends with when the chat was merged into another while it ran, so that no key is kept. */
    private static final String DIVISION_BY_ZERO = "22012";

    private static final String KEY_LANE_MESSAGE = """
            with key as (
                insert into idempotency_keys as k (account_id, key, request_hash, status, body, scope, expires_at)
                select $1, $2, $3, 202, $4, $19, now() + interval '24 hours' where $2::text is not null
                on conflict (account_id, key) do update
                    set request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
                        sealed_body = null, sealed_body_key_id = null, scope = excluded.scope,
                        created_at = now(), expires_at = excluded.expires_at
                    where k.expires_at < now()
                returning 1),
            lane as (
                update chat_lanes
                set next_send = next_send + 1, message_count = message_count + 1,
                    due_at = case when $5 then due_at else coalesce(due_at, now()) end
                where chat_id = coalesce((select chat_id from chat_aliases where alias_id = $6), $6)
                  and ($2::text is null or exists (select 1 from key))
                returning chat_id, next_send - 1 as send_number),
            message as (
                insert into messages (id, chat_id, profile_id, direction, status, send_number, body, tag,
                    external_comment_id, reply_to_external_id, reply_markup, quick_replies, buttons, card,
                    waits_for_media, created_at, traceparent)
                select $7, lane.chat_id, $8, 'outbound', 'pending', send_number, $9, $10, $11, $12, $13::text::jsonb, $14::text::jsonb,
                    $15::text::jsonb, $16::text::jsonb, $5, $17, $18
                from lane returning id, chat_id)
            """;

    private static final String MEDIA = """
            , media as (
                update media set content_type = $21, file_name = $22, byte_size = $23, sha256 = $24, purged_at = null
                from message where media_key = $20),
            attachment as (
                insert into attachments (id, message_id, type, url, status, source, media_key, content_type, byte_size,
                    file_name)
                select $25, id, $26, $27, $28, $29::text::jsonb, $20, $21, $23, $22 from message),
            job as (
                insert into platform_jobs (id, kind, priority, profile_id, chat_id, message_id, unique_key, payload)
                select $30, 'fetch_outbound_media', 1, $8, chat_id, id, $31, $32::text::jsonb from message where $5)
            """;

    private static final String OUTCOME = """
            select send_number from lane
            union all
            select 1 / (select count(*) from lane) from key where not exists (select 1 from lane)""";

    /** Most sends are text: what stands in a statement costs, even where it does nothing. */
    private static final String ACCEPT = KEY_LANE_MESSAGE + OUTCOME;

    private static final String ACCEPT_WITH_MEDIA = KEY_LANE_MESSAGE + MEDIA + OUTCOME;

    private final Pool pool;
    private final IdGenerator ids;

    public OutboundMessageStore(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    /** What came of a send. */
    public sealed interface Acceptance {}

    /** @param answer the message as JSON, exactly as a replay will show it */
    public record Accepted(Message message, String answer) implements Acceptance {}

    /** The key belongs to an earlier request; nothing was written. */
    public record KeyTaken() implements Acceptance {}

    /**
     * Accepts a send.
     *
     * @param key stored in the same statement; null for a request without one
     * @param traceparent the step that accepts it; null when nobody traces it
     */
    public Uni<Acceptance> accept(OutboundDraft draft, @Nullable KeyedRequest key, @Nullable String traceparent) {
        MessageId id = new MessageId(ids.next());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Message message = PendingMessage.of(draft, id, now);
        String answer = Json.write(message);
        Tuple parameters = Tuple.tuple();
        addKey(parameters, draft, key, answer);
        addMessage(parameters, draft, id, now);
        parameters.addString(traceparent);
        parameters.addLong(key == null ? null : key.scope());
        OutboundMedia media = draft.media();
        if (media != null) {
            addMedia(parameters, media);
        }
        return DetachedWork.from(execute(media == null ? ACCEPT : ACCEPT_WITH_MEDIA, parameters, key))
                .onFailure(failure -> isRefusal(failure, DIVISION_BY_ZERO) || failure instanceof ChatMoved)
                .retry()
                .atMost(1)
                .onFailure(OutboundMessageStore::repeatsPrivateReply)
                .transform(repeated -> ApiException.unprocessable("A private reply was already sent for this comment"))
                .map(accepted -> accepted ? new Accepted(message, answer) : new KeyTaken());
    }

    /** False when the key is taken. A merge that commits while we wait for the lane leaves us none: look again. */
    private Uni<Boolean> execute(String statement, Tuple parameters, @Nullable KeyedRequest key) {
        return pool.preparedQuery(statement).execute(parameters).map(rows -> {
            if (rows.size() == 0 && key == null) {
                throw new ChatMoved();
            }
            return rows.size() == 1;
        });
    }

    private static final class ChatMoved extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        ChatMoved() {
            super("the chat has no lane");
        }
    }

    private static void addKey(Tuple parameters, OutboundDraft draft, @Nullable KeyedRequest key, String answer) {
        parameters.addLong(draft.account().value());
        parameters.addString(key == null ? null : key.storedKey());
        parameters.addValue(key == null ? null : Buffer.buffer(key.fingerprint()));
        parameters.addString(key == null ? null : answer);
        parameters.addBoolean(draft.waitsForMedia());
    }

    private static void addMessage(Tuple parameters, OutboundDraft draft, MessageId id, Instant now) {
        parameters.addLong(draft.chat().value());
        parameters.addLong(id.value());
        parameters.addLong(draft.profile().id().value());
        parameters.addString(draft.body());
        parameters.addString(draft.tag());
        parameters.addString(draft.externalCommentId());
        parameters.addString(draft.replyToExternalId());
        parameters.addString(text(draft.replyMarkup()));
        parameters.addString(text(draft.quickReplies()));
        parameters.addString(text(draft.buttons()));
        parameters.addString(text(draft.card()));
        parameters.addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    }

    private void addMedia(Tuple parameters, OutboundMedia media) {
        var stored = media.stored();
        parameters.addString(stored == null ? null : stored.key().text());
        parameters.addString(media.contentType());
        parameters.addString(media.fileName());
        parameters.addLong(stored == null ? null : stored.size());
        parameters.addValue(stored == null ? null : Buffer.buffer(stored.sha256()));
        parameters.addLong(media.id().value());
        parameters.addString(media.type());
        parameters.addString(media.url());
        parameters.addString(media.status());
        parameters.addString(Json.object().put("url", media.url()).toString());
        addFetching(parameters, media);
    }

    private void addFetching(Tuple parameters, OutboundMedia media) {
        parameters.addLong(ids.next());
        if (!media.mustBeFetched()) {
            parameters.addString(null).addString(null);
            return;
        }
        String attachment = media.id().toString();
        parameters.addString("outbound_media:" + attachment);
        parameters.addString(Json.object()
                .put("attachment_id", attachment)
                .put("url", media.url())
                .toString());
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : node.toString();
    }

    private static boolean repeatsPrivateReply(Throwable failure) {
        return isRefusal(failure, UNIQUE_VIOLATION)
                && failure instanceof PgException refused
                && "messages_one_private_reply".equals(refused.getConstraint());
    }

    private static boolean isRefusal(Throwable failure, String state) {
        return failure instanceof PgException refused && state.equals(refused.getSqlState());
    }
}
