package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.StubbedDispatch;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.AccountId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an {@code Idempotency-Key} promises, for each of the three places where a key is written. */
@QuarkusTest
class IdempotencyTest {
    private static final Map<String, Object> HOOK = Map.of("url", "https://example.com/hook", "events", List.of("*"));

    private final Tenancy tenancy = Tenancy.fresh();

    private Api keyed(String key) {
        return tenancy.api().and("Idempotency-Key", key);
    }

    @Test
    void fiftyWritesWithOneKeyLeaveOneRow() throws Exception {
        Callable<Answer> request = () -> keyed("fifty").post("/api/webhooks", HOOK);
        Set<String> bodies = new HashSet<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> future : clients.invokeAll(
                    IntStream.range(0, 50).mapToObj(i -> request).toList())) {
                Answer answer = future.get();
                assertThat(answer.status()).as(answer.text()).isIn(201, 409);
                if (answer.status() == 201) {
                    bodies.add(answer.text());
                }
            }
        }
        assertThat(bodies).hasSize(1);
        assertThat(tenancy.api().get("/api/webhooks").json().path("data")).hasSize(1);
    }

    @Test
    void aWriteOfRowsAndItsKeyAreCommittedTogether() {
        List<Write> writes = writesOfRows();
        for (Write write : writes) {
            String key = write.method() + " " + write.path();
            StorageFault fault = StorageFault.whenAnswerIsStoredUnder(key);
            try {
                assertThat(write.as(keyed(key)).status()).as(write.path()).isEqualTo(503);
            } finally {
                fault.end();
            }
            assertThat(write.count(tenancy)).as(write.path()).isEqualTo(write.before());
            Answer done = write.as(keyed(key));
            assertThat(done.status()).as(write.path()).isLessThan(300);
            Answer again = write.as(keyed(key));
            assertThat(again.text()).as(write.path()).isEqualTo(done.text());
            assertThat(again.status()).as(write.path()).isEqualTo(done.status());
            assertThat(write.count(tenancy)).as(write.path()).isEqualTo(write.after());
        }
    }

    /**
     * A write of rows alone.
     *
     * @param list where its effect can be counted
     */
    private record Write(String method, String path, Object body, String list, int before, int after) {
        Answer as(Api api) {
            return method.equals("DELETE") ? api.delete(path) : api.json(method, path, body);
        }

        int count(Tenancy tenancy) {
            return tenancy.api().get(list).json().path("data").size();
        }
    }

    private List<Write> writesOfRows() {
        String group = tenancy.api()
                .post("/api/profile_groups", Map.of("name", "Empty"))
                .text("/id");
        String hook = tenancy.api().post("/api/webhooks", HOOK).text("/id");
        List<Write> writes = new ArrayList<>();
        writes.add(new Write("POST", "/api/profile_groups", Map.of("name", "More"), "/api/profile_groups", 2, 3));
        writes.add(new Write("DELETE", "/api/profile_groups/" + group, "", "/api/profile_groups", 3, 2));
        writes.add(new Write("POST", "/api/webhooks", HOOK, "/api/webhooks", 1, 2));
        writes.add(new Write("PATCH", "/api/webhooks/" + hook, Map.of("enabled", false), "/api/webhooks", 2, 2));
        writes.add(new Write("POST", "/api/webhooks/" + hook + "/rotate_secret", "{}", "/api/webhooks", 2, 2));
        writes.add(new Write("DELETE", "/api/webhooks/" + hook, "", "/api/webhooks", 2, 1));
        return writes;
    }

    /** The database fails just when an answer is to be kept. */
    private record StorageFault(String name) {
        static StorageFault whenAnswerIsStoredUnder(String key) {
            String name = "fault_" + Rows.idNumber();
            Rows.run("create function " + name + "() returns trigger language plpgsql as $$ begin"
                    + " raise exception 'disk full' using errcode = '53100'; end $$");
            Rows.run("create trigger " + name + " before insert or update on idempotency_keys for each row when"
                    + " (new.status is not null and new.key = '" + key + "') execute function " + name + "()");
            return new StorageFault(name);
        }

        void end() {
            Rows.run("drop function " + name + " cascade");
        }
    }

    @Test
    void aSecretThatWasRotatedUnderAKeyIsNotRotatedAgain() {
        String hook = tenancy.api().post("/api/webhooks", HOOK).text("/id");
        String path = "/api/webhooks/" + hook + "/rotate_secret";
        String fresh = keyed("rotate").post(path, "{}").text("/secret");
        assertThat(keyed("rotate").post(path, "{}").text("/secret")).isEqualTo(fresh);
        assertThat(tenancy.api().get("/api/webhooks/" + hook).text("/secret")).isEqualTo(fresh);
    }

    @Test
    void aKeyIsKeptForADayAndIsFreeAfterwards() {
        String chat = tenancy.liveChat("facebook");
        String message = tenancy.api()
                .post("/api/chats/" + chat + "/messages", Map.of("body", "x"))
                .text("/id");
        Rows.published(message, "mid.day");
        check("/api/chats/" + chat + "/messages", Map.of("body", "one"), Map.of("body", "two"));
        check("/api/profile_groups", Map.of("name", "one"), Map.of("name", "two"));
        check("/api/messages/" + message + "/react", Map.of("reaction", "love"), Map.of("reaction", "like"));
        assertThat(StubbedDispatch.calls("POST /internal/messages/" + message + "/reaction"))
                .hasSize(2);
    }

    private void check(String path, Object first, Object other) {
        Api api = keyed("day " + path);
        Answer kept = api.post(path, first);
        assertThat(kept.status()).as(kept.text()).isLessThan(300);
        assertThat(api.post(path, first).text()).isEqualTo(kept.text());
        assertThat(Rows.query(
                        "select expires_at between now() + interval '23 hours 59 minutes' and now() + interval '24 hours'"
                                + " from idempotency_keys where account_id = ? and key = ?",
                        account(),
                        "day " + path))
                .containsExactly("t");
        assertThat(api.post(path, other).status()).isEqualTo(422);
        Rows.run(
                "update idempotency_keys set expires_at = now() - interval '1 second' where account_id = ? and key = ?",
                account(),
                "day " + path);
        Answer free = api.post(path, other);
        assertThat(free.status()).as(free.text()).isEqualTo(kept.status());
        assertThat(api.post(path, other).text()).isEqualTo(free.text());
    }

    private long account() {
        return AccountId.parse(tenancy.account()).orElseThrow().value();
    }

    @Test
    void aKeyBelongsToItsAccount() {
        assertThat(keyed("shared")
                        .post("/api/profile_groups", Map.of("name", "a"))
                        .status())
                .isEqualTo(201);
        Api stranger = Tenancy.fresh().api().and("Idempotency-Key", "shared");
        assertThat(stranger.post("/api/profile_groups", Map.of("name", "b")).status())
                .isEqualTo(201);
    }

    @Test
    void theRequestIsItsMethodItsPathItsQueryAndItsBody() {
        Api api = keyed("same");
        assertThat(api.post("/api/webhooks", HOOK).status()).isEqualTo(201);
        assertThat(api.post("/api/webhooks?profile_group_id=" + tenancy.group(), HOOK)
                        .status())
                .isEqualTo(422);
        assertThat(api.post("/api/profile_groups", HOOK).status()).isEqualTo(422);
        assertThat(api.json("PATCH", "/api/webhooks", HOOK).status()).isEqualTo(405);
    }

    @Test
    void partsAreTheSameUnderAnotherBoundary() {
        String path = "/api/chats/" + tenancy.liveChat("bluesky") + "/messages";
        Answer first = keyed("parts").raw("POST", path, "multipart/form-data; boundary=A", part("A", "hello"));
        Answer again = keyed("parts").raw("POST", path, "multipart/form-data; boundary=B", part("B", "hello"));
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(keyed("parts")
                        .raw("POST", path, "multipart/form-data; boundary=B", part("B", "other"))
                        .status())
                .isEqualTo(422);
    }

    private static String part(String boundary, String body) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n" + body + "\r\n--"
                + boundary + "--\r\n";
    }

    @Test
    void openingAChatTwiceIsOpeningItOnce() {
        String path = "/api/profiles/" + tenancy.profile("bluesky") + "/chats";
        Map<String, String> who = Map.of("participant_external_id", "did:plc:crash");
        StorageFault fault = StorageFault.whenAnswerIsStoredUnder("open");
        try {
            assertThat(keyed("open").post(path, who).status()).isEqualTo(201);
        } finally {
            fault.end();
        }
        assertThat(keyed("open").post(path, who).status()).isEqualTo(409);
        Rows.run(
                "update idempotency_keys set expires_at = now() - interval '1 second' where account_id = ? and key = 'open'",
                account());
        assertThat(keyed("open").post(path, who).status()).isEqualTo(200);
        assertThat(tenancy.api().get(path).json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void whileTheFirstRequestRunsTheSecondIsTold() {
        String chat = tenancy.liveChat("bluesky");
        Map<String, Object> writes = Map.of(
                "/api/chats/" + chat + "/messages",
                Map.of("body", "x"),
                "/api/chats/" + chat + "/archive",
                Map.of(),
                "/api/webhooks",
                HOOK);
        writes.forEach((path, body) -> {
            Api api = keyed("running " + path);
            assertThat(api.post(path, body).status()).as(path).isLessThan(300);
            Rows.run(
                    "update idempotency_keys set status = null, body = null where account_id = ? and key = ?",
                    account(),
                    "running " + path);
            Answer second = api.post(path, body);
            assertThat(second.status()).as(path).isEqualTo(409);
            assertThat(second.error()).isEqualTo("A request with this Idempotency-Key is already in progress");
        });
    }
}
