package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request takes the same few statements however much it shows. */
@QuarkusTest
class StatementsTest {
    /** The page and its counter. */
    private static final long TO_LIST_CHATS = 2;
    /** The chat, the page and its counter. */
    private static final long TO_LIST_MESSAGES = 3;
    /** The chat, and the one statement that accepts. */
    private static final long TO_SEND = 2;

    /** What is run on its own clock, by the sweeps, stands aside. */
    private static final String CALLS = """
            select coalesce(sum(calls), 0)::bigint from pg_stat_statements
            where query ~ '\\m(messages|chats|chat_lanes|attachments)\\M'
            and query !~ 'pg_stat_statements|skip locked|announce_at <='""";

    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("telegram");

    @BeforeEach
    void count() {
        Rows.run("create extension if not exists pg_stat_statements");
    }

    @Test
    void listingChatsTakesTwo() {
        String path = "/api/profiles/" + profile + "/chats?per_page=50";
        tenancy.chat(profile, "1");
        assertThat(statementsOf(() -> tenancy.api().get(path))).isEqualTo(TO_LIST_CHATS);

        for (int person = 2; person <= 40; person++) {
            tenancy.chat(profile, Integer.toString(person));
        }
        assertThat(statementsOf(() -> tenancy.api().get(path))).isEqualTo(TO_LIST_CHATS);
    }

    @Test
    void listingMessagesTakesThree() {
        String chat = tenancy.chat(profile, "1");
        String path = "/api/chats/" + chat + "/messages?per_page=50";
        Rows.inbound(chat, "m1", "hi");
        assertThat(statementsOf(() -> tenancy.api().get(path))).isEqualTo(TO_LIST_MESSAGES);

        for (int message = 2; message <= 40; message++) {
            Rows.inbound(chat, "m" + message, "hi");
        }
        assertThat(statementsOf(() -> tenancy.api().get(path))).isEqualTo(TO_LIST_MESSAGES);
    }

    @Test
    void aSendTakesTwo() {
        String chat = tenancy.liveChat("telegram");

        assertThat(statementsOf(() -> tenancy.api().post("/api/chats/" + chat + "/messages", Map.of("body", "Hello"))))
                .isEqualTo(TO_SEND);
    }

    private static long statementsOf(Supplier<Answer> request) {
        long before = calls();
        assertThat(request.get().status()).isBetween(200, 299);
        return calls() - before;
    }

    private static long calls() {
        return Long.parseLong(Rows.query(CALLS).getFirst());
    }
}
