package dev.parley.dispatch.lane;

import dev.parley.platform.OutcomeProbe.LostCall;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which of the platform's ids belong to other messages than the one that is asked about.
 *
 * <p>A message that somebody sent in the platform's own app is another one if it was stored before the call began. One
 * stored later may be our own, stored under its echo: {@link SettledMessages} makes one of the two.
 */
@Singleton
class KnownMessages {
    private static final String OF_OTHERS = """
            select external_id from messages
            where chat_id = $1 and external_id = any($2) and id <> $3
              and (direction = 'inbound' or send_number is not null or created_at < $4)""";

    private final Pool pool;

    KnownMessages(Pool pool) {
        this.pool = pool;
    }

    /** @param calledAt on the database's clock */
    LostCall lostCall(Head head, Instant calledAt) {
        return new LostCall(calledAt, ids -> ofOthers(head, calledAt, ids));
    }

    private Uni<Set<String>> ofOthers(Head head, Instant calledAt, Collection<String> externalIds) {
        if (externalIds.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple parameters = Tuple.of(
                head.chat().value(),
                externalIds.toArray(String[]::new),
                head.id().value(),
                calledAt.atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(OF_OTHERS).execute(parameters).map(rows -> {
            Set<String> known = new HashSet<>();
            for (Row row : rows) {
                known.add(row.getString(0));
            }
            return known;
        });
    }
}
