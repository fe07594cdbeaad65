package dev.parley.disconnect;

import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.secret.Sealed;
import dev.parley.topic.EventRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * A platform that does not let an account in any more. The profile becomes {@code expired} and
 * {@code profile.disconnected} is told, once, however many sends and deliveries notice it at the same time.
 */
@ApplicationScoped
public class AccessLoss {
    /** The credentials are compared too: a call made with the old ones must not expire a profile connected anew. */
    private static final String EXPIRE = """
            update profiles set status = 'expired', expired_at = now(), updated_at = now()
            where id = $1 and status = 'active' and credentials is not distinct from $2
            returning id""";

    private final Pool pool;
    private final EventLog events;
    private final EventRelay relay;
    private final ProfileDirectory profiles;

    public AccessLoss(Pool pool, EventLog events, EventRelay relay, ProfileDirectory profiles) {
        this.pool = pool;
        this.events = events;
        this.relay = relay;
        this.profiles = profiles;
    }

    /**
     * Marks the profile expired.
     *
     * @param profile as it was when the platform refused it
     * @return false when it was expired already, disconnected, or connected anew meanwhile
     */
    public Uni<Boolean> expire(Profile profile) {
        return pool.withTransaction(transaction -> expireIn(transaction, profile))
                .invoke(relay::publish)
                .call(() -> profiles.fresh(profile.id()))
                .map(told -> !told.isEmpty());
    }

    /** The same in a transaction of the caller's, who publishes what it returns. */
    public Uni<List<EventRecord>> expireIn(SqlConnection transaction, Profile profile) {
        Sealed seen = profile.credentials();
        Tuple parameters = Tuple.tuple()
                .addLong(profile.id().value())
                .addValue(seen == null ? null : Buffer.buffer(seen.bytes()).getDelegate());
        EventDraft lost = EventDraft.ofProfile(
                EventType.PROFILE_DISCONNECTED, profile, EventData.ofProfile(profile, "disconnected"));
        return transaction
                .preparedQuery(EXPIRE)
                .execute(parameters)
                .flatMap(expired -> expired.rowCount() == 0
                        ? Uni.createFrom().item(List.<EventRecord>of())
                        : events.append(transaction, List.of(lost)));
    }
}
