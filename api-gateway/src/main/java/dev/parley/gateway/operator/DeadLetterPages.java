package dev.parley.gateway.operator;

import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Pages of dead letters with the beginning of each: whole, a page could be a gigabyte. */
@ApplicationScoped
class DeadLetterPages {
    private static final String TOTAL = "select count(*) from dead_letters";

    /** A character has four bytes at most. */
    private static final String PAGE = """
            select id, topic, kafka_partition, kafka_offset, record_key, substring(value from 1 for 16000) as value,
                   reason, origin, whole_bytes, replayable, created_at, replayed_at
            from dead_letters order by id desc limit $1 offset $2""";

    private final Pool pool;

    DeadLetterPages(Pool pool) {
        this.pool = pool;
    }

    /** Newest first. */
    Uni<Page<DeadLetterAnswer>> page(Paging paging) {
        Tuple part = Tuple.of(paging.perPage(), paging.offset());
        return pool.query(TOTAL)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .flatMap(total -> pool.preparedQuery(PAGE).execute(part).map(rows -> {
                    List<DeadLetterAnswer> letters = new ArrayList<>();
                    for (Row row : rows) {
                        letters.add(DeadLetterAnswer.of(row));
                    }
                    return Page.of(paging, total, letters);
                }));
    }
}
