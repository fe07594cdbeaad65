package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.WebhookId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhooksTest {
    private static final Map<String, Object> HOOK = Map.of("url", "https://example.com/hook", "events", List.of("*"));

    private final Tenancy tenancy = Tenancy.fresh();

    private Answer create(Object body) {
        return tenancy.api().post("/api/webhooks", body);
    }

    @Test
    void aRegistrationShowsItsSecretExceptInLists() {
        Answer made = create(Map.of("url", "https://example.com/hook", "events", List.of("*", "post.published")));
        assertThat(made.status()).isEqualTo(201);
        String secret = made.text("/secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
        assertThat(made.text("/created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        String path = "/api/webhooks/" + made.text("/id");
        assertThat(tenancy.api().get(path).text("/secret")).isEqualTo(secret);
        assertThat(tenancy.api().get("/api/webhooks").text())
                .contains(made.text("/id"))
                .doesNotContain(secret);
        assertThat(Rows.query("select encode(secret, 'escape') from webhook_endpoints")
                        .toString())
                .doesNotContain(secret);
    }

    @Test
    void aChangeLeavesTheRestAlone() {
        Answer made = create(
                Map.of("url", "https://example.com/hook", "events", List.of("message.sent"), "description", "d"));
        Answer changed = tenancy.api().patch("/api/webhooks/" + made.text("/id"), Map.of("enabled", false));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("enabled").asBoolean(true)).isFalse();
        assertThat(changed.text("/url")).isEqualTo("https://example.com/hook");
        assertThat(changed.text("/description")).isEqualTo("d");
        assertThat(changed.text("/secret")).isEqualTo(made.text("/secret"));
    }

    @Test
    void whatIsMissingIsSaidTwice() {
        Answer empty = create("{}");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.text())
                .isEqualTo("{\"error\":\"Url can't be blank, Events can't be blank\","
                        + "\"errors\":[\"Url can't be blank\",\"Events can't be blank\"]}");
        assertThat(create(Map.of("url", "ftp://x.example", "events", List.of("*")))
                        .error())
                .isEqualTo("Url must be HTTPS");
        assertThat(create(Map.of("url", "https://", "events", List.of("*"))).error())
                .isEqualTo("Url is not a valid URL");
        assertThat(create(Map.of("url", "https://10.1.2.3/hook", "events", List.of("*")))
                        .error())
                .isEqualTo("Url must point to a public address");
        assertThat(create(Map.of("url", "https://x.example", "events", List.of()))
                        .error())
                .isEqualTo("Events can't be blank");
    }

    @Test
    void aDeletedRegistrationIsGone() {
        String id = create(Map.of("url", "https://example.com/hook", "events", List.of("*")))
                .text("/id");
        assertThat(Tenancy.fresh().api().delete("/api/webhooks/" + id).status()).isEqualTo(404);
        Answer deleted = tenancy.api().delete("/api/webhooks/" + id);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEqualTo("{\"deleted\":true}");
        assertThat(tenancy.api().get("/api/webhooks/" + id).status()).isEqualTo(404);
    }

    @Test
    void deliveriesAreListedNewestFirst() {
        String id = create(Map.of("url", "https://example.com/hook", "events", List.of("*")))
                .text("/id");
        long endpoint = WebhookId.parse(id).orElseThrow().value();
        for (int attempt = 1; attempt <= 2; attempt++) {
            Rows.run(
                    "insert into webhook_attempts (id, delivery_id, endpoint_id, event_id, event_type, attempt_number,"
                            + " response_status, success, duration_ms, attempted_at)"
                            + " values (?, 1, ?, 2, 'message.sent', ?, ?, ?, 3, now())",
                    Rows.idNumber(),
                    endpoint,
                    attempt,
                    attempt == 1 ? null : 200,
                    attempt == 2);
        }
        Answer list = tenancy.api().get("/api/webhooks/" + id + "/deliveries");
        assertThat(list.json().path("total").asInt()).isEqualTo(2);
        assertThat(list.json().at("/data/0/attempt_number").asInt()).isEqualTo(2);
        assertThat(list.json().at("/data/0/success").asBoolean()).isTrue();
        assertThat(list.json().at("/data/1/response_status").isNull()).isTrue();
    }

    @Test
    void formsRegisterToo() {
        Answer made = tenancy.api()
                .form(
                        "POST",
                        "/api/webhooks",
                        "url=https%3A%2F%2Fexample.com&events[]=message.sent&events[]=message.read");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("events")).hasSize(2);
    }

    @Test
    void credentialsThatWereCopiedIntoAWebhookAreNotShownAndARotationEndsIt() {
        Answer made = tenancy.api().post("/api/webhooks", HOOK);
        String path = "/api/webhooks/" + made.text("/id");
        Answer other = Tenancy.fresh().api().post("/api/webhooks", HOOK);
        long copied = WebhookId.parse(made.text("/id")).orElseThrow().value();
        Rows.run(
                "update webhook_endpoints w set secret = o.secret, secret_key_id = o.secret_key_id"
                        + " from webhook_endpoints o where w.id = ? and o.id = ?",
                copied,
                WebhookId.parse(other.text("/id")).orElseThrow().value());

        Answer shown = tenancy.api().get(path);
        assertThat(shown.status()).isEqualTo(500);
        assertThat(shown.text()).doesNotContain("whsec");

        Answer rotated = tenancy.api().post(path + "/rotate_secret", Map.of());
        assertThat(rotated.text("/secret")).startsWith("whsec_").isNotEqualTo(other.text("/secret"));
        assertThat(tenancy.api().get(path).text("/secret")).isEqualTo(rotated.text("/secret"));
        assertThat(Rows.query("select previous_secret from webhook_endpoints where id = ?", copied))
                .containsExactly("null");
    }
}
