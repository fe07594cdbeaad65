package dev.parley.normalise;

import dev.parley.batch.Columns;
import dev.parley.node.IdGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Writes what has begun or ceased to wait for its message. */
final class EarlyEventRows {
    private static final String PARK =
            """
            insert into early_events (id, chat_id, external_id, kind, payload, expires_at)
            select e.id, e.chat_id, e.external_id, e.kind, e.payload::jsonb,
                now() + case when starts_with(e.external_id, '""" + PendingEvent.REMOVAL + "') then interval '36 hours' else interval '10 minutes' end\n" + """
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[])
                as e (id, chat_id, external_id, kind, payload)""";
    private static final String UNPARK = "delete from early_events where id = any($1)";

    private EarlyEventRows() {}

    private record Row(long chat, PendingEvent parked) {}

    static List<Uni<Void>> write(SqlConnection transaction, Batch batch, IdGenerator ids) {
        List<Uni<Void>> statements = new ArrayList<>();
        if (!batch.unparked().isEmpty()) {
            Tuple gone = Tuple.of(batch.unparked().toArray(Long[]::new));
            statements.add(transaction.preparedQuery(UNPARK).execute(gone).replaceWithVoid());
        }
        List<Row> rows = batch.chats().stream()
                .flatMap(chat -> chat.parked().stream()
                        .filter(parked -> parked.id() == 0)
                        .map(parked -> new Row(chat.id().value(), parked)))
                .toList();
        if (!rows.isEmpty()) {
            Tuple columns = Tuple.of(
                    Columns.longs(rows, row -> ids.next()),
                    Columns.longs(rows, Row::chat),
                    Columns.texts(rows, row -> row.parked.externalId()),
                    Columns.texts(rows, row -> row.parked.kind()),
                    Columns.texts(rows, row -> row.parked.payload()));
            statements.add(transaction.preparedQuery(PARK).execute(columns).replaceWithVoid());
        }
        return statements;
    }
}
