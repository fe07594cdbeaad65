package dev.parley.benchmarks.ceiling;

import dev.parley.benchmarks.load.ClosedLoop;
import dev.parley.id.ChatId;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.function.Supplier;

/** The rows of one page of messages, read by the bare client. */
public final class Listings {
    public static final String WHAT = "the bare client reading the rows of the same pages of messages";

    private static final String PAGE =
            "select * from messages where chat_id = $1 order by sort_at desc, id desc limit 20";

    private Listings() {}

    /** Pages a second. */
    public static double perSecond(Pool pool, int clients, Supplier<String> chat, long pages) {
        return new ClosedLoop(clients)
                .run(
                        pages,
                        (number, done) -> pool.preparedQuery(PAGE)
                                .execute(Tuple.of(
                                        ChatId.parse(chat.get()).orElseThrow().value()))
                                .onComplete(_ -> done.run()));
    }
}
