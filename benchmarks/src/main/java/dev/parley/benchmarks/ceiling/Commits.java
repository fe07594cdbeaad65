package dev.parley.benchmarks.ceiling;

import dev.parley.benchmarks.load.ClosedLoop;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Durable commits to the same PostgreSQL by the same client, into tables that are copies of Parley's with all their
 * indexes: what the rows of a message cost when nobody thinks about them.
 */
public final class Commits {
    public static final String SINGLE = "single-row commits to the same PostgreSQL";
    public static final String MULTI =
            "bare commits of the same rows (message, event, outbox), 500 messages a transaction";

    private static final int BATCH = 500;
    private static final String BODY = "Hello, do you ship to Sweden? ".repeat(3);
    private static final String ENVELOPE = "{\"object\":\"event\",\"data\":\"" + "x".repeat(1_800) + "\"}";

    private static final String MESSAGES = """
            insert into bare_messages (id, chat_id, profile_id, direction, status, external_id, body, external_posted_at)
            select id, chat, 1, 'inbound', 'received', external, body, at
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
                 as m (id, chat, external, body, at)""";

    private static final String EVENTS = """
            with written as (
                insert into bare_events (id, account_id, profile_id, chat_id, sequence, type, envelope, created_at)
                select id, 1, 1, chat, 1, 'message.received', envelope::json, at
                from unnest($1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[]) as e (id, chat, envelope, at)
                returning id)
            insert into bare_outbox (event_id) select id from written""";

    private static final String ONE =
            "insert into bare_messages (id, chat_id, profile_id, direction, status, external_id, body)"
                    + " values ($1, $2, 1, 'inbound', 'received', $3, $4)";

    private final Pool pool;
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 21);

    public Commits(Pool pool) {
        this.pool = pool;
    }

    /** Makes the tables, or empties them. */
    public Commits prepare() {
        await(pool.query("""
                drop table if exists bare_messages, bare_events, bare_outbox;
                create table bare_messages (like messages including all);
                create table bare_events (like events including all);
                create table bare_outbox (like outbox including all)""").execute());
        return this;
    }

    /** Commits a second, one row each. */
    public double singleRow(int connections, long commits) {
        return new ClosedLoop(connections)
                .run(
                        commits,
                        (number, done) -> pool.preparedQuery(ONE)
                                .execute(Tuple.of(ids.incrementAndGet(), number % 5_000, "x" + number, BODY))
                                .onComplete(_ -> done.run()));
    }

    /** Messages a second, each with its event and outbox row, in transactions of 500. */
    public double multiRow(int connections, long messages) {
        return BATCH
                * new ClosedLoop(connections)
                        .run(
                                messages / BATCH,
                                (number, done) -> pool.withTransaction(transaction -> write(transaction, number))
                                        .onComplete(_ -> done.run()));
    }

    private io.vertx.core.Future<?> write(SqlConnection transaction, long number) {
        Long[] chats = numbers(i -> i * 37 % 5_000);
        OffsetDateTime[] times = new OffsetDateTime[BATCH];
        java.util.Arrays.fill(times, OffsetDateTime.now(ZoneOffset.UTC));
        io.vertx.core.Future<?> messages = transaction
                .preparedQuery(MESSAGES)
                .execute(Tuple.of(
                        numbers(i -> ids.incrementAndGet()),
                        chats,
                        texts(i -> "b" + number + "/" + i),
                        texts(i -> BODY),
                        times));
        io.vertx.core.Future<?> events = transaction
                .preparedQuery(EVENTS)
                .execute(Tuple.of(numbers(i -> ids.incrementAndGet()), chats, texts(i -> ENVELOPE), times));
        return io.vertx.core.Future.all(messages, events);
    }

    private static Long[] numbers(LongFunction<Long> each) {
        Long[] numbers = new Long[BATCH];
        java.util.Arrays.setAll(numbers, each::apply);
        return numbers;
    }

    private static String[] texts(LongFunction<String> each) {
        String[] texts = new String[BATCH];
        java.util.Arrays.setAll(texts, each::apply);
        return texts;
    }

    private static void await(io.vertx.core.Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
