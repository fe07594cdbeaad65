package dev.parley.gateway.chats;

import dev.parley.gateway.http.DetachedWork;
import dev.parley.id.ChatId;
import dev.parley.inbound.CommentChat;
import dev.parley.message.ChatRows;
import dev.parley.node.IdGenerator;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import dev.parley.wire.Chat;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Find or create, in one statement: whoever comes second finds what the first one made, because a profile has one
 * chat per participant. A new chat gets its lane, and a job that asks the platform who the participant is.
 */
@ApplicationScoped
public class ChatOpening {
    private static final String OPEN = """
            with chat as (
                insert into chats as c (id, profile_id, platform, participant_external_id, participant_username,
                                        participant_name)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (profile_id, participant_external_id) do update
                    set participant_username = coalesce(excluded.participant_username, c.participant_username),
                        participant_name = coalesce(excluded.participant_name, c.participant_name)
                returning c.*, c.xmax = 0 as is_new),
            lane as (
                insert into chat_lanes (chat_id, profile_id) select id, profile_id from chat where is_new
                on conflict do nothing),
            job as (
                insert into platform_jobs (id, kind, priority, profile_id, chat_id, unique_key, payload)
                select $7, 'look_up_participant', 2, profile_id, id, $8 || id,
                       jsonb_build_object('participant_external_id', participant_external_id)
                from chat where is_new and $9
                on conflict (unique_key) do nothing)
            select """ + " " + ChatRows.COLUMNS + ", c.is_new from chat c";

    private final Pool pool;
    private final IdGenerator ids;

    public ChatOpening(Pool pool, IdGenerator ids) {
        this.pool = pool;
        this.ids = ids;
    }

    /** @param isNew whether this call made it */
    public record Opened(ChatId id, Chat chat, boolean isNew) {}

    Uni<Opened> open(Profile profile, Platform platform, OpenChatRequest request) {
        Tuple parameters = Tuple.tuple()
                .addLong(ids.next())
                .addLong(profile.id().value())
                .addString(profile.platform())
                .addString(request.participantExternalId())
                .addString(request.participantUsername())
                .addString(request.participantName())
                .addLong(ids.next())
                .addString(profile.id() + ":participant:")
                .addBoolean(!CommentChat.isProvisional(request.participantExternalId()));
        return DetachedWork.from(pool.preparedQuery(OPEN).execute(parameters)).map(rows -> {
            Row row = rows.iterator().next();
            Chat chat = ChatRows.read(row, platform.capabilities().chatTraits());
            return new Opened(new ChatId(row.getLong("id")), chat, row.getBoolean("is_new"));
        });
    }

    /** The chat with a comment's author, of whom the comment may tell a name. */
    public Uni<Opened> open(
            Profile profile,
            Platform platform,
            String participantExternalId,
            @Nullable String username,
            @Nullable String name) {
        return open(profile, platform, new OpenChatRequest(participantExternalId, username, name));
    }
}
