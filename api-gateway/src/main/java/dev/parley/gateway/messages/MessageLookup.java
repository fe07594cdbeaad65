package dev.parley.gateway.messages;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.access.VisibleProfiles;
import dev.parley.gateway.error.ApiException;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.json.NulCharacters;
import dev.parley.message.MessageRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Finds a message by our own id, else by the platform's. The platform's ids are not unique (Telegram numbers them per
 * chat): the newest in scope is meant.
 */
@ApplicationScoped
class MessageLookup {
    private static final String BY_ID = "select " + MessageRows.COLUMNS + " from messages m where m.id = $1";
    private static final String BY_EXTERNAL_ID = "select " + MessageRows.COLUMNS + """
             from messages m join profiles p on p.id = m.profile_id
            where m.external_id = $1 and p.account_id = $2
              and ($3::bigint is null or p.profile_group_id = $3)
            order by m.created_at desc, m.id desc limit 1""";

    private final Pool pool;
    private final VisibleProfiles profiles;

    MessageLookup(Pool pool, VisibleProfiles profiles) {
        this.pool = pool;
        this.profiles = profiles;
    }

    /** Fails with 404. */
    Uni<FoundMessage> find(Scope scope, String idText) {
        return MessageId.parse(idText).map(id -> byId(scope, id)).orElseGet(() -> byExternalId(scope, idText));
    }

    /** Fails with 404. */
    Uni<FoundMessage> byId(Scope scope, MessageId id) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id.value())).flatMap(rows -> found(scope, rows));
    }

    private Uni<FoundMessage> byExternalId(Scope scope, String externalId) {
        if (NulCharacters.isIn(externalId)) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return pool.preparedQuery(BY_EXTERNAL_ID)
                .execute(Tuple.of(externalId, scope.account().value(), scope.groupValue()))
                .flatMap(rows -> found(scope, rows));
    }

    private Uni<FoundMessage> found(Scope scope, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        Row row = rows.iterator().next();
        return profiles.owning(scope, new ProfileId(row.getLong("profile_id")))
                .map(profile -> new FoundMessage(
                        new MessageId(row.getLong("id")),
                        MessageRows.read(row),
                        profile,
                        profiles.platformOf(profile)));
    }
}
