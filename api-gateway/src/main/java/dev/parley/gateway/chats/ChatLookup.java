package dev.parley.gateway.chats;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.error.ApiException;
import dev.parley.id.ChatId;
import dev.parley.id.ProfileId;
import dev.parley.json.NulCharacters;
import dev.parley.message.ChatRows;
import dev.parley.platform.Platform;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Finds a chat by what a client calls it.
 *
 * <pre>
 *   our own id (also of a chat merged into another) ──► that chat
 *   the platform's conversation id                  ──► the newest in scope
 *   neither, or out of scope                        ──► 404
 * </pre>
 */
@ApplicationScoped
public class ChatLookup {
    private static final String BY_ID = "select " + ChatRows.COLUMNS + """
             from chats c
            where c.id = coalesce((select chat_id from chat_aliases where alias_id = $1), $1)""";
    private static final String BY_CONVERSATION = "select " + ChatRows.COLUMNS + """
             from chats c join profiles p on p.id = c.profile_id
            where c.external_conversation_id = $1 and p.account_id = $2
              and ($3::bigint is null or p.profile_group_id = $3)
            order by c.created_at desc, c.id desc limit 1""";

    private final Pool pool;
    private final VisibleProfiles profiles;

    public ChatLookup(Pool pool, VisibleProfiles profiles) {
        this.pool = pool;
        this.profiles = profiles;
    }

    /** Fails with 404. */
    public Uni<FoundChat> find(Scope scope, String idText) {
        return ChatId.parse(idText).map(id -> byId(scope, id)).orElseGet(() -> byConversation(scope, idText));
    }

    /** Fails with 404. */
    public Uni<FoundChat> byId(Scope scope, ChatId id) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id.value())).flatMap(rows -> found(scope, rows));
    }

    private Uni<FoundChat> byConversation(Scope scope, String conversation) {
        if (NulCharacters.isIn(conversation)) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return pool.preparedQuery(BY_CONVERSATION)
                .execute(Tuple.of(conversation, scope.account().value(), scope.groupValue()))
                .flatMap(rows -> found(scope, rows));
    }

    private Uni<FoundChat> found(Scope scope, RowSet<Row> rows) {
        @Nullable Row row = rows.size() == 0 ? null : rows.iterator().next();
        if (row == null) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return profiles.owning(scope, new ProfileId(row.getLong("profile_id"))).map(profile -> read(row, profile));
    }

    private FoundChat read(Row row, Profile profile) {
        Platform platform = profiles.platformOf(profile);
        return new FoundChat(
                new ChatId(row.getLong("id")),
                ChatRows.read(row, platform.capabilities().chatTraits()),
                profile,
                platform);
    }
}
