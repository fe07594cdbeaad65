package dev.parley.dispatch.connection;

import dev.parley.id.ProfileId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The lanes of a profile that wait for anything: due now, because the profile has changed. */
final class HeldLanes {
    /** A lane that is being worked on is found again when its owner is done. */
    private static final String WAKE = """
            update chat_lanes l set due_at = now(), quiet_until = null
            from (select chat_id from chat_lanes where profile_id = $1 and due_at is not null
                  order by chat_id for update) held
            where l.chat_id = held.chat_id""";

    private HeldLanes() {}

    static Uni<Void> wake(SqlConnection transaction, ProfileId profile) {
        return transaction
                .preparedQuery(WAKE)
                .execute(Tuple.of(profile.value()))
                .replaceWithVoid();
    }
}
