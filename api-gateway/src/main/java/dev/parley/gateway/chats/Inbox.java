package dev.parley.gateway.chats;

import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.message.ChatRows;
import dev.parley.message.ChatTraits;
import dev.parley.profile.Profile;
import dev.parley.wire.Chat;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chats of one profile, the latest conversation first; chats without a message come last. */
@ApplicationScoped
public class Inbox {
    private static final String ORDER =
            " order by c.last_message_at desc nulls last, c.created_at desc, c.id desc limit $2 offset $3";
    /** Made by an item that is not stored yet; one whose item never came is shown all the same. */
    private static final String UNBORN =
            "(c.last_message_at is null and coalesce(c.awaits_message_since > now() - interval '10 seconds', false))";

    private static final String ALL =
            "select " + ChatRows.COLUMNS + " from chats c where c.profile_id = $1 and not " + UNBORN + ORDER;
    private static final String COUNT_ALL = """
            select (select coalesce(sum(chats), 0)::bigint from chat_counts where profile_id = $1)
                 - (select count(*) from chats c where c.profile_id = $1 and c.last_message_at is null and\s""" + UNBORN + ")";
    private static final String WITHIN = """
             from chats c
            where c.profile_id = $1 and c.last_message_at is not null
              and ($4::timestamptz is null or c.last_message_at < $4)
              and ($5::timestamptz is null or c.last_message_at >= $5)""";
    private static final String BETWEEN = "select " + ChatRows.COLUMNS + WITHIN + ORDER;
    private static final String COUNT_BETWEEN =
            "select count(*)" + WITHIN.replace("$4", "$2").replace("$5", "$3");

    private final Pool pool;

    public Inbox(Pool pool) {
        this.pool = pool;
    }

    /**
     * One page.
     *
     * @param before only chats whose last message is older; exclusive
     * @param after only chats whose last message is newer; exclusive
     */
    Uni<Page<Chat>> page(
            Profile profile,
            ChatTraits traits,
            Paging paging,
            @Nullable OffsetDateTime before,
            @Nullable OffsetDateTime after) {
        long id = profile.id().value();
        Tuple part = Tuple.of(id, paging.perPage(), paging.offset());
        boolean all = before == null && after == null;
        OffsetDateTime since = nextShown(after);
        Uni<RowSet<Row>> count = all
                ? pool.preparedQuery(COUNT_ALL).execute(Tuple.of(id))
                : pool.preparedQuery(COUNT_BETWEEN).execute(Tuple.of(id, before, since));
        Uni<RowSet<Row>> chats = all
                ? pool.preparedQuery(ALL).execute(part)
                : pool.preparedQuery(BETWEEN)
                        .execute(part.addOffsetDateTime(before).addOffsetDateTime(since));
        return Uni.combine()
                .all()
                .unis(count, chats)
                .with((total, rows) -> Page.of(paging, total.iterator().next().getLong(0), read(rows, traits)));
    }

    /** Times are stored in microseconds and shown in milliseconds: what is shown as this time is not newer than it. */
    private static @Nullable OffsetDateTime nextShown(@Nullable OffsetDateTime time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).plus(1, ChronoUnit.MILLIS);
    }

    private static List<Chat> read(RowSet<Row> rows, ChatTraits traits) {
        List<Chat> chats = new ArrayList<>(rows.size());
        for (Row row : rows) {
            chats.add(ChatRows.read(row, traits));
        }
        return chats;
    }
}
