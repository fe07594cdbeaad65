package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.gateway.testing.WriteRoutes;
import dev.parley.gateway.testing.WriteRoutes.Write;
import dev.parley.id.AccountId;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is shown an earlier answer: the scope of the API key is part of an {@code Idempotency-Key}. */
@QuarkusTest
class IdempotencyScopesTest {
    private static final Map<String, Object> HOOK = Map.of("url", "https://example.com/hook", "events", List.of("*"));
    private static final String KEY = "Idempotency-Key";

    @Test
    void everyDocumentedWriteIsInTheMatrix() {
        Set<String> documented = Api.document()
                .operations()
                .filter(operation -> !operation.method().equals("GET")
                        && operation.path().startsWith("/api/")
                        && !operation.path().startsWith("/api/admin/"))
                .map(operation -> operation.name())
                .collect(Collectors.toSet());

        assertThat(WriteRoutes.names()).isEqualTo(documented);
    }

    @Test
    void anAnswerIsRepeatedToTheSameScopeOnly() {
        for (String name : WriteRoutes.names()) {
            WriteRoutes routes = WriteRoutes.fresh();
            Write write = routes.write(name);
            String group = write.byAccountKeysOnly() ? null : routes.group();
            Api first = keyOf(routes.tenancy(), group);
            Answer done = write.as(first.and(KEY, "k"));
            assertThat(done.status()).as(name + " " + done.text()).isLessThan(300);

            Answer again = write.as(first.and(KEY, "k"));
            assertThat(again.text()).as(name + ", the same key").isEqualTo(done.text());
            assertThat(again.status()).as(name).isEqualTo(done.status());

            Rows.run("update api_keys set revoked_at = now() where account_id = ?", account(routes.tenancy()));
            Answer made = write.as(keyOf(routes.tenancy(), group).and(KEY, "k"));
            assertThat(made.text()).as(name + ", a key made again").isEqualTo(done.text());

            Answer neighbour =
                    write.as(keyOf(routes.tenancy(), routes.otherGroup()).and(KEY, "k"));
            assertNotRepeated(name + ", another group's key", neighbour, done);
            Answer stranger = write.as(Tenancy.fresh().api().and(KEY, "k"));
            assertNotRepeated(name + ", another account", stranger, done);
            if (group != null) {
                Answer whole = write.as(keyOf(routes.tenancy(), null).and(KEY, "k"));
                assertThat(records(routes.tenancy(), "k"))
                        .as(name + ", a key to the account")
                        .isEqualTo(expectedRecords(neighbour, whole));
            }
        }
    }

    private static Api keyOf(Tenancy tenancy, @Nullable String group) {
        return Api.with(Api.operator()
                .post(
                        "/api/admin/keys",
                        group == null
                                ? Map.of("account_id", tenancy.account())
                                : Map.of("account_id", tenancy.account(), "profile_group_id", group))
                .text("/key"));
    }

    /** The group's own, and one for each scope that did it as well. */
    private static long expectedRecords(Answer... others) {
        return 1 + Stream.of(others).filter(answer -> answer.status() < 300).count();
    }

    /** What lies outside a key's scope is not there; what it may make is its own. */
    private static void assertNotRepeated(String as, Answer answer, Answer done) {
        assertThat(answer.text()).as(as).isNotEqualTo(done.text());
        if (answer.status() < 300) {
            assertThat(answer.text("/id")).as(as).isNotEmpty().isNotEqualTo(done.text("/id"));
        } else {
            assertThat(answer.status()).as(as + " " + answer.text()).isIn(404, 422);
        }
        String secret = done.text().startsWith("{") ? done.text("/secret") : "";
        assertThat(secret.isEmpty() || !answer.text().contains(secret)).as(as).isTrue();
    }

    @Test
    void aGroupsKeyIsNotShownTheWebhookOfAnother() {
        Tenancy tenancy = Tenancy.fresh();
        Answer whole = tenancy.api().and(KEY, "hook").post("/api/webhooks", HOOK);

        Answer ofGroup = tenancy.scopedTo(tenancy.group()).and(KEY, "hook").post("/api/webhooks", HOOK);

        assertThat(ofGroup.status()).isEqualTo(201);
        assertThat(ofGroup.text("/id")).isNotEqualTo(whole.text("/id"));
        assertThat(ofGroup.text("/secret")).isNotEqualTo(whole.text("/secret"));
        assertThat(records(tenancy, "hook")).isEqualTo(2);
    }

    @Test
    void aSendRepeatedUnderAnotherScopeIsAnotherSend() {
        Tenancy tenancy = Tenancy.fresh();
        String path = "/api/chats/" + tenancy.liveChat("telegram") + "/messages";
        Api ofGroup = tenancy.scopedTo(tenancy.group()).and(KEY, "send");
        Api whole = tenancy.api().and(KEY, "send");

        String first = ofGroup.post(path, Map.of("body", "x")).text("/id");
        String second = whole.post(path, Map.of("body", "x")).text("/id");

        assertThat(second).isNotEqualTo(first);
        assertThat(ofGroup.post(path, Map.of("body", "x")).text("/id")).isEqualTo(first);
        assertThat(whole.post(path, Map.of("body", "x")).text("/id")).isEqualTo(second);
        assertThat(whole.post(path, Map.of("body", "y")).status()).isEqualTo(422);
        assertThat(ofGroup.post(path, Map.of("body", "y")).status()).isEqualTo(422);
    }

    @Test
    void noSecretStandsInClearInARecord() {
        Tenancy tenancy = Tenancy.fresh();
        Answer made = tenancy.api().and(KEY, "make").post("/api/webhooks", HOOK);
        String hook = "/api/webhooks/" + made.text("/id");
        Answer changed = tenancy.api().and(KEY, "change").patch(hook, Map.of("enabled", false));
        Answer rotated = tenancy.api().and(KEY, "rotate").post(hook + "/rotate_secret", "{}");

        assertThat(made.text("/secret")).startsWith("whsec_").isEqualTo(changed.text("/secret"));
        assertThat(rotated.text("/secret")).startsWith("whsec_");
        assertThat(Rows.query(
                        "select count(*) from idempotency_keys k where account_id = ?"
                                + " and (k::text like '%whsec%' or position('whsec'::bytea in sealed_body) > 0)",
                        account(tenancy)))
                .containsExactly("0");
        assertThat(Rows.query(
                        "select count(*) from idempotency_keys where account_id = ? and sealed_body is not null",
                        account(tenancy)))
                .containsExactly("3");
    }

    @Test
    void aSealedAnswerCopiedToAnotherRecordIsNotShown() {
        Tenancy victim = Tenancy.fresh();
        victim.api().and(KEY, "v").post("/api/webhooks", HOOK);
        Tenancy other = Tenancy.fresh();
        other.api().and(KEY, "o").post("/api/webhooks", HOOK);
        Rows.run(
                "update idempotency_keys k set sealed_body = v.sealed_body from idempotency_keys v"
                        + " where k.account_id = ? and v.account_id = ?",
                account(other),
                account(victim));

        Answer again = other.api().and(KEY, "o").post("/api/webhooks", HOOK);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).doesNotContain("whsec");
    }

    /** A version before scopes stored every answer in clear, under the key alone. */
    @Test
    void aRecordFromBeforeScopesIsShownToAKeyToTheAccountAlone() {
        Tenancy tenancy = Tenancy.fresh();
        Answer done = tenancy.api().and(KEY, "old").post("/api/webhooks", HOOK);
        Rows.run(
                "update idempotency_keys set scope = null, sealed_body = null, sealed_body_key_id = null, body = ?"
                        + " where account_id = ?",
                done.text(),
                account(tenancy));

        Answer ofGroup = tenancy.scopedTo(tenancy.group()).and(KEY, "old").post("/api/webhooks", HOOK);
        assertThat(ofGroup.status()).isEqualTo(409);
        assertThat(ofGroup.text()).doesNotContain("whsec");
        assertThat(tenancy.api().and(KEY, "old").post("/api/webhooks", HOOK).text())
                .isEqualTo(done.text());
        assertThat(tenancy.scopedTo(tenancy.group())
                        .and(KEY, "old")
                        .post("/api/webhooks", Map.of("url", "https://example.com/other", "events", List.of("*")))
                        .status())
                .as("another request is no repeat of it")
                .isEqualTo(201);
    }

    /** The migration's statement, run again on a row as a version before scopes wrote it. */
    @Test
    void theMigrationTakesSecretsOutOfOlderRecords() throws Exception {
        Tenancy tenancy = Tenancy.fresh();
        Rows.run(
                "insert into idempotency_keys (account_id, key, request_hash, status, body, expires_at) values"
                        + " (?, 'old', ''::bytea, 201, '{\"id\":\"wh_1\",\"secret\":\"whsec_x\"}', now() + interval '1 day')",
                account(tenancy));
        String migration = new String(
                getClass()
                        .getResourceAsStream("/db/migration/V12__idempotency_scopes.sql")
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        Rows.run(migration
                .substring(migration.indexOf("update idempotency_keys"))
                .replace(";", ""));

        assertThat(Rows.query("select body from idempotency_keys where account_id = ?", account(tenancy)))
                .containsExactly("{\"id\": \"wh_1\"}");
    }

    private static int records(Tenancy tenancy, String key) {
        return Integer.parseInt(Rows.query(
                        "select count(*) from idempotency_keys where account_id = ? and (key = ? or key like '%'||chr(10)||?)",
                        account(tenancy), key, key)
                .getFirst());
    }

    private static long account(Tenancy tenancy) {
        return AccountId.parse(tenancy.account()).orElseThrow().value();
    }
}
