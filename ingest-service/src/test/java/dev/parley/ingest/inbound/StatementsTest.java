package dev.parley.ingest.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.inbound.InboundEvent;
import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch takes the same few statements however much is in it. */
@QuarkusTest
class StatementsTest extends StoryTest {
    /** Find chats, make them, find them again; lock lanes, read three tables; four writes and the jobs of look-ups. */
    private static final long OF_NEW_CHATS = 12;
    /** The same without making chats and looking people up. */
    private static final long OF_KNOWN_CHATS = 9;

    /** What is run on its own clock, by the sweeps, stands aside. */
    private static final String CALLS = """
            select coalesce(sum(calls), 0)::bigint from pg_stat_statements
            where query ~ '\\m(messages|chats|chat_lanes|events|early_events|platform_jobs)\\M'
            and query !~ 'pg_stat_statements|skip locked|announce_at <=|expires_at <|partitions'""";

    @BeforeEach
    void count() {
        pool.query("create extension if not exists pg_stat_statements")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    @Test
    void aLargeBatchTakesAsManyStatementsAsASmallOne() {
        assertThat(statementsOf(messages(0, 2))).isEqualTo(OF_NEW_CHATS);
        assertThat(statementsOf(messages(2, 300))).isEqualTo(OF_NEW_CHATS);
        assertThat(statementsOf(messages(302, 300))).isEqualTo(OF_KNOWN_CHATS);
        assertThat(statementsOf(messages(602, 1))).isEqualTo(OF_KNOWN_CHATS);
    }

    /** Of fifty people at most, one after the other. */
    private static InboundEvent[] messages(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Story.text("person-" + i % 50, "m" + i, "Hello", Story.T0.plusSeconds(i)))
                .toArray(InboundEvent[]::new);
    }

    private long statementsOf(InboundEvent... events) {
        long before = calls();
        story.arrives(events);
        return calls() - before;
    }

    private long calls() {
        return pool.query(CALLS)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(5))
                .iterator()
                .next()
                .getLong(0);
    }
}
