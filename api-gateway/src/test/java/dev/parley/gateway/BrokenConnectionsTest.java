package dev.parley.gateway;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections to the database that break in mid-statement: 503 and nothing else, on every route. */
@QuarkusTest
class BrokenConnectionsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TABLES =
            "accounts, profile_groups, api_keys, profiles, placements, chats, chat_lanes, messages,"
                    + " attachments, posts, comments, webhook_endpoints, webhook_attempts, idempotency_keys, events, dead_letters";
    private static final String KILL = "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where wait_event_type = 'Lock' and pid <> pg_backend_pid()";

    private final Tenancy tenancy = Tenancy.fresh();
    private final String profile = tenancy.profile("facebook");
    private final String chat = tenancy.liveChat("facebook");
    private final String post = Rows.post(profile);
    private final String webhook = tenancy.api()
            .post("/api/webhooks", Map.of("url", "https://x.example", "events", List.of("*")))
            .text("/id");
    private final ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void allGoHome() {
        customers.shutdownNow();
    }

    @Test
    void aConnectionThatBreaksInMidStatementIsAnOutageOnEveryRoute() throws Exception {
        for (Map.Entry<String, Supplier<Answer>> request : requests().entrySet()) {
            Answer answer = whileItsStatementIsKilled(request.getValue());
            assertThat(answer.status())
                    .as(request.getKey() + " -> " + answer.text())
                    .isEqualTo(503);
            assertThat(answer.text()).as(request.getKey()).isEqualTo("{\"error\":\"Service temporarily unavailable\"}");
        }
        await().atMost(SOON).until(() -> tenancy.api().get("/api/profiles").status() == 200);
    }

    @Test
    void underLoadThereAreSuccessesAndOutagesOnly() throws Exception {
        List<Supplier<Answer>> requests = List.copyOf(requests().values());
        List<Future<Answer>> answers = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (Supplier<Answer> request : requests) {
                answers.add(customers.submit(request::get));
            }
            Rows.query(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                            + " where backend_type = 'client backend' and pid <> pg_backend_pid() and query not like 'LISTEN%'");
        }
        for (Future<Answer> each : answers) {
            Answer answer = each.get();
            assertThat(answer.status()).as(answer.text()).isIn(200, 201, 202, 404, 503);
        }
        await().atMost(SOON).until(() -> tenancy.api().get("/api/profiles").status() == 200);
    }

    /** Everything that it asks the database waits for a lock, and is killed as it waits. */
    private Answer whileItsStatementIsKilled(Supplier<Answer> request) throws Exception {
        try (Connection lock = Rows.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table " + TABLES + " in access exclusive mode");
            Future<Answer> answer = customers.submit(request::get);
            await().atMost(SOON).until(() -> {
                Rows.query(KILL);
                return answer.isDone();
            });
            lock.rollback();
            return answer.get();
        }
    }

    private List<String> reads() {
        return List.of(
                "/api/profiles",
                "/api/profiles/" + profile,
                "/api/profiles/" + profile + "/placements",
                "/api/profiles/" + profile + "/chats",
                "/api/chats/" + chat,
                "/api/chats/" + chat + "/messages",
                "/api/chats/t_4711",
                "/api/messages/m_4711",
                "/api/posts/" + post + "/comments?profile_id=" + profile,
                "/api/comments",
                "/api/webhooks",
                "/api/webhooks/" + webhook,
                "/api/webhooks/" + webhook + "/deliveries",
                "/api/profile_groups");
    }

    private Map<String, Supplier<Answer>> requests() {
        Api api = tenancy.api();
        Map<String, Supplier<Answer>> all = new LinkedHashMap<>();
        reads().forEach(path -> all.put("GET " + path, () -> api.get(path)));
        all.put("send", () -> api.post("/api/chats/" + chat + "/messages", Map.of("body", "hello")));
        all.put(
                "send with a key",
                () -> api.and("Idempotency-Key", UUID.randomUUID().toString())
                        .post("/api/chats/" + chat + "/messages", Map.of("body", "hello")));
        all.put(
                "open a chat",
                () -> api.post(
                        "/api/profiles/" + profile + "/chats",
                        Map.of("participant_external_id", UUID.randomUUID().toString())));
        all.put(
                "register",
                () -> api.and("Idempotency-Key", UUID.randomUUID().toString())
                        .post("/api/webhooks", Map.of("url", "https://x.example", "events", List.of("*"))));
        all.put("change", () -> api.patch("/api/webhooks/" + webhook, Map.of("enabled", true)));
        all.put("group", () -> api.post("/api/profile_groups", Map.of("name", "Shop")));
        all.put(
                "settings",
                () -> api.patch("/api/profiles/" + profile, Map.of("settings", Map.of("story_media", "link_only"))));
        all.put("key", () -> Api.operator().post("/api/admin/keys", Map.of("label", "test")));
        all.put("dead letters", () -> Api.operator().get("/api/admin/dead_letters"));
        return all;
    }
}
