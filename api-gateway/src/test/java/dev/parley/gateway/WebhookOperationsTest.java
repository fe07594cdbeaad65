package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Answer;
import dev.parley.gateway.testing.Api;
import dev.parley.gateway.testing.Rows;
import dev.parley.gateway.testing.Tenancy;
import dev.parley.id.AccountId;
import dev.parley.id.AttemptId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import dev.parley.json.Json;
import dev.parley.testing.document.Conformity;
import dev.parley.webhook.DeliveryIds;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookOperationsTest {
    private Tenancy tenancy;
    private WebhookId webhook;

    @BeforeEach
    void register() {
        tenancy = Tenancy.fresh();
        webhook = register(tenancy, Map.of());
    }

    @Test
    void aTestEventIsQueuedForThisWebhookAlone() {
        register(tenancy, Map.of());

        Answer answer = tenancy.api().post(path("/test"), "{}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(queued(webhook)).containsExactly(number(answer.text("/event_id")));
        assertThat(Rows.query("select count(*) from webhook_retries where event_id = ?", event(answer)))
                .containsExactly("1");
        assertThat(Rows.query("select count(*) from outbox where event_id = ?", event(answer)))
                .containsExactly("0");
        List<String> told = Rows.query("select envelope from events where id = ?", event(answer));
        assertThat(told).singleElement().asString().contains("\"webhook.test\"");
        assertThat(Conformity.with(Api.document()).flawsOfEvent(Json.read(told.getFirst())))
                .isEmpty();
    }

    @Test
    void aDisabledWebhookCannotBeTriedOut() {
        tenancy.api().patch("/api/webhooks/" + webhook, Map.of("enabled", false));

        Answer answer = tenancy.api().post(path("/test"), "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).isEqualTo("Webhook is disabled");
        assertThat(queued(webhook)).isEmpty();
    }

    @Test
    void aRotatedSecretIsShownAndTheOldOneSignsOnForADay() {
        String old = tenancy.api().get("/api/webhooks/" + webhook).text("/secret");

        Answer answer = tenancy.api().post(path("/rotate_secret"), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/secret")).startsWith("whsec_").isNotEqualTo(old);
        assertThat(Rows.query(
                        "select previous_secret is not null and previous_secret_until between now() + interval '23 hours' and now() + interval '25 hours'"
                                + " from webhook_endpoints where id = ?",
                        webhook.value()))
                .containsExactly("t");
    }

    @Test
    void recoveringQueuesWhatTheWebhookSubscribesTo() {
        EventId wanted = event(tenancy, "message.sent", null, null);
        event(tenancy, "message.read", null, null);
        event(Tenancy.fresh(), "message.sent", null, null);

        Answer since = tenancy.api().post(path("/recover"), Map.of("since", "2020-01-01T00:00:00Z"));
        Answer again = tenancy.api().post(path("/recover"), Map.of("event_id", wanted.toString()));

        assertThat(since.status()).isEqualTo(202);
        assertThat(since.json().path("events").asInt()).isOne();
        assertThat(again.json().path("events").asInt()).isOne();
        assertThat(queued(webhook)).containsExactly(wanted.value());
    }

    @Test
    void recoveringAnOrderedWebhookRewindsItsChats() {
        WebhookId ordered = register(tenancy, Map.of("ordered", true));
        ChatId chat = new ChatId(Rows.idNumber());
        EventId fourth = event(tenancy, "message.sent", chat, 4L);
        event(tenancy, "message.sent", chat, 5L);

        tenancy.api().post("/api/webhooks/" + ordered + "/recover", Map.of("event_id", fourth.toString()));

        assertThat(queued(ordered)).isEmpty();
        assertThat(Rows.query("select last_sequence from webhook_cursors where endpoint_id = ?", ordered.value()))
                .containsExactly("3");
    }

    @Test
    void recoveringWantsATimeOrAnEvent() {
        assertThat(tenancy.api().post(path("/recover"), "{}").status()).isEqualTo(400);
        assertThat(tenancy.api()
                        .post(path("/recover"), Map.of("since", "yesterday"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aDeliveryIsRetriedByItsAttemptOrByItsHeader() {
        EventId event = event(tenancy, "message.sent", null, null);
        AttemptId attempt = new AttemptId(Rows.idNumber());
        Rows.run(
                "insert into webhook_attempts (id, delivery_id, endpoint_id, event_id, event_type, attempt_number, success, duration_ms, attempted_at)"
                        + " values (?, ?, ?, ?, 'message.sent', 2, false, 1, now())",
                attempt.value(),
                DeliveryIds.of(event, webhook).value(),
                webhook.value(),
                event.value());

        Answer byAttempt = tenancy.api().post(path("/deliveries/" + attempt + "/retry"), "{}");

        assertThat(byAttempt.status()).isEqualTo(202);
        assertThat(byAttempt.text("/event_id")).isEqualTo(event.toString());
        assertThat(Rows.query("select attempt from webhook_retries where endpoint_id = ?", webhook.value()))
                .containsExactly("3");
        assertThat(tenancy.api()
                        .post(path("/deliveries/" + DeliveryIds.of(event, webhook) + "/retry"), "{}")
                        .status())
                .isEqualTo(202);
        assertThat(queued(webhook)).containsExactly(event.value());
    }

    @Test
    void nobodyRetriesAnotherAccountsEvents() {
        EventId foreign = event(Tenancy.fresh(), "message.sent", null, null);

        Answer answer = tenancy.api().post(path("/deliveries/" + DeliveryIds.of(foreign, webhook) + "/retry"), "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(queued(webhook)).isEmpty();
    }

    @Test
    void anotherAccountsWebhookIsNotThere() {
        Tenancy stranger = Tenancy.fresh();

        for (String operation : List.of("/test", "/rotate_secret", "/deliveries/dat_0000000000001/retry")) {
            assertThat(stranger.api().post(path(operation), "{}").status()).isEqualTo(404);
        }
        assertThat(stranger.api()
                        .post(path("/recover"), Map.of("since", "2020-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(404);
    }

    private String path(String operation) {
        return "/api/webhooks/" + webhook + operation;
    }

    private static WebhookId register(Tenancy tenancy, Map<String, Object> more) {
        var fields = new HashMap<String, Object>(
                Map.of("url", "https://example.com/hook", "events", List.of("message.sent")));
        fields.putAll(more);
        return WebhookId.parse(tenancy.api().post("/api/webhooks", fields).text("/id"))
                .orElseThrow();
    }

    private static EventId event(Tenancy tenancy, String type, @Nullable ChatId chat, @Nullable Long sequence) {
        EventId id = new EventId(Rows.idNumber());
        Rows.run(
                "insert into events (id, account_id, chat_id, sequence, type, envelope) values (?, ?, ?, ?, ?, '{}')",
                id.value(),
                AccountId.parse(tenancy.account()).orElseThrow().value(),
                chat == null ? null : chat.value(),
                sequence,
                type);
        return id;
    }

    private static long event(Answer answer) {
        return number(answer.text("/event_id"));
    }

    private static long number(String eventId) {
        return EventId.parse(eventId).orElseThrow().value();
    }

    private static List<Long> queued(WebhookId webhook) {
        return Rows.query("select event_id from webhook_retries where endpoint_id = ?", webhook.value()).stream()
                .map(Long::valueOf)
                .toList();
    }
}
