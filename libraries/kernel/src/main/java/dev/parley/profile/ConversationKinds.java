package dev.parley.profile;

import dev.parley.id.ProfileId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind a platform's conversation is, where its deliveries do not say: asked of the platform once and kept for
 * good, because conversations do not change kind.
 */
@ApplicationScoped
public class ConversationKinds {
    private static final String READ = """
            select external_conversation_id, kind, participant_external_id from conversation_kinds
            where profile_id = $1 and external_conversation_id = any($2)""";
    private static final String WRITE = """
            insert into conversation_kinds (profile_id, external_conversation_id, kind, participant_external_id)
            values ($1, $2, $3, $4) on conflict do nothing""";

    private final Pool pool;

    public ConversationKinds(Pool pool) {
        this.pool = pool;
    }

    /**
     * A conversation's kind.
     *
     * @param direct whether it has exactly one other member
     * @param participantExternalId that member; null for a group
     */
    public record Kind(boolean direct, @Nullable String participantExternalId) {
        public static final Kind GROUP = new Kind(false, null);

        public static Kind directWith(String participantExternalId) {
            return new Kind(true, participantExternalId);
        }
    }

    /** The kinds that are known, by conversation id. */
    public Uni<Map<String, Kind>> known(ProfileId profile, Collection<String> conversationIds) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(profile.value(), conversationIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Kind> known = new HashMap<>();
                    for (Row row : rows) {
                        known.put(row.getString(0), new Kind(row.getString(1).equals("direct"), row.getString(2)));
                    }
                    return known;
                });
    }

    public Uni<Void> remember(ProfileId profile, String conversationId, Kind kind) {
        return pool.preparedQuery(WRITE)
                .execute(Tuple.of(
                        profile.value(),
                        conversationId,
                        kind.direct() ? "direct" : "group",
                        kind.participantExternalId()))
                .replaceWithVoid();
    }
}
