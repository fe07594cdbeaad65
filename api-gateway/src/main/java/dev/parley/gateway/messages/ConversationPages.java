package dev.parley.gateway.messages;

import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.id.ChatId;
import dev.parley.message.MessageRows;
import dev.parley.wire.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of one chat, newest first; without filters the total is a counter, not a count. */
@ApplicationScoped
class ConversationPages {
    private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound");
    private static final Set<String> STATUSES =
            Set.of("pending", "published", "failed_waiting_for_retry", "failed", "received");

    private static final String ORDER = " order by m.sort_at desc, m.id desc limit $2 offset $3";
    private static final String ALL = "select " + MessageRows.COLUMNS + " from messages m where m.chat_id = $1" + ORDER;
    private static final String COUNT_ALL =
            "select coalesce((select message_count from chat_lanes where chat_id = $1), 0)";
    private static final String SOME = "select " + MessageRows.COLUMNS + """
             from messages m
            where m.chat_id = $1 and ($4::text is null or m.direction = $4) and ($5::text is null or m.status = $5)""" + ORDER;
    private static final String COUNT_SOME = """
            select count(*) from messages m
            where m.chat_id = $1 and ($2::text is null or m.direction = $2) and ($3::text is null or m.status = $3)""";

    private final Pool pool;

    ConversationPages(Pool pool) {
        this.pool = pool;
    }

    /** A direction or status that does not exist matches nothing. */
    Uni<Page<Message>> page(ChatId chat, Paging paging, @Nullable String direction, @Nullable String status) {
        if ((direction != null && !DIRECTIONS.contains(direction)) || (status != null && !STATUSES.contains(status))) {
            return Uni.createFrom().item(Page.of(paging, 0, List.of()));
        }
        Tuple part = Tuple.of(chat.value(), paging.perPage(), paging.offset());
        boolean all = direction == null && status == null;
        Uni<RowSet<Row>> count = all
                ? pool.preparedQuery(COUNT_ALL).execute(Tuple.of(chat.value()))
                : pool.preparedQuery(COUNT_SOME).execute(Tuple.of(chat.value(), direction, status));
        Uni<RowSet<Row>> messages = all
                ? pool.preparedQuery(ALL).execute(part)
                : pool.preparedQuery(SOME).execute(part.addString(direction).addString(status));
        return Uni.combine()
                .all()
                .unis(count, messages)
                .with((total, rows) -> Page.of(paging, total.iterator().next().getLong(0), read(rows)));
    }

    private static List<Message> read(RowSet<Row> rows) {
        List<Message> messages = new ArrayList<>(rows.size());
        for (Row row : rows) {
            messages.add(MessageRows.read(row));
        }
        return messages;
    }
}
