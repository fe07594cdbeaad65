package dev.parley.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sandbox.Control;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookTest {

    private static final JsonObject HERE = new JsonObject().put("url", "https://parley.invalid/hooks/telegram/x");

    private TestBot bot;

    @BeforeEach
    void aBotWithoutWebhook() {
        Control.reset();
        bot = TestBot.known();
    }

    @Test
    void settingAndDeletingSayWhatTheyDid() {
        assertThat(description("setWebhook", HERE)).isEqualTo("Webhook was set");
        assertThat(description("setWebhook", HERE)).isEqualTo("Webhook is already set");
        assertThat(description("deleteWebhook", new JsonObject())).isEqualTo("Webhook was deleted");
        assertThat(description("deleteWebhook", new JsonObject())).isEqualTo("Webhook is already deleted");
        assertThat(description("setWebhook", new JsonObject().put("url", ""))).isEqualTo("Webhook is already deleted");
    }

    @Test
    void badSecretsAndUrlsAreRefused() {
        assertThat(bot.refusal("setWebhook", HERE.copy().put("secret_token", "x".repeat(257))))
                .isEqualTo("400 Bad Request: secret token is too long");
        assertThat(bot.refusal("setWebhook", HERE.copy().put("secret_token", "a b")))
                .isEqualTo("400 Bad Request: secret token contains unallowed characters");
        assertThat(bot.refusal("setWebhook", new JsonObject().put("url", "ftp://parley.invalid/")))
                .isEqualTo("400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
        assertThat(bot.refusal("setWebhook", new JsonObject().put("url", "https://no host/")))
                .isEqualTo("400 Bad Request: invalid webhook URL specified");
    }

    @Test
    void settingItTooOftenIsAnsweredWithAWait() {
        bot.anna("limits", new JsonObject().put("set_webhook_per_second", 0.01));
        bot.ok("setWebhook", HERE);

        assertThat(bot.refusal("setWebhook", HERE)).isEqualTo("429 Too Many Requests: retry after 1");
    }

    @Test
    void theInfoShowsTheWebhookAndWhatWaits() {
        bot.anna("hold", new JsonObject());
        JsonArray allowed = new JsonArray().add("message").add("callback_query");
        bot.ok("setWebhook", HERE.copy().put("allowed_updates", allowed).put("max_connections", 7));
        bot.hear("two");

        JsonObject info = bot.result("getWebhookInfo", new JsonObject());

        assertThat(info.encode())
                .isEqualTo("{\"url\":\"https://parley.invalid/hooks/telegram/x\",\"has_custom_certificate\":false,"
                        + "\"pending_update_count\":2,\"max_connections\":7,\"ip_address\":\"127.0.0.1\","
                        + "\"allowed_updates\":[\"message\",\"callback_query\"]}");
    }

    @Test
    void pendingUpdatesCanBeDropped() {
        bot.ok("deleteWebhook", new JsonObject().put("drop_pending_updates", true));

        assertThat(bot.result("getWebhookInfo", new JsonObject()).getInteger("pending_update_count"))
                .isZero();
    }

    @Test
    void updatesCanBeFetchedOnlyWithoutAWebhook() {
        JsonArray updates = new JsonObject(bot.ok("getUpdates", new JsonObject())).getJsonArray("result");
        assertThat(updates.getJsonObject(0).getJsonObject("message").getString("text"))
                .isEqualTo("hello");

        bot.anna("hold", new JsonObject());
        bot.ok("setWebhook", HERE);
        assertThat(bot.refusal("getUpdates", new JsonObject()))
                .startsWith("409 Conflict: can't use getUpdates method while webhook is active");
    }

    private String description(String method, JsonObject parameters) {
        return new JsonObject(bot.ok(method, parameters)).getString("description");
    }
}
