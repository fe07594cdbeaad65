package dev.parley.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.contract.PlatformServer.Reply;
import dev.parley.profile.Profile;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramConnectionTest {
    private static final ProfileId NEW = new ProfileId(4711);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ME =
            "{\"id\":4242424242,\"is_bot\":true,\"first_name\":\"Parley demo\"," + "\"username\":\"parley_demo_bot\"}";
    private static final String OURS = TelegramAdapter.HOOKS_URL + "/hooks/telegram/" + TelegramAdapter.PROFILE_ID;
    private static final String KINDS = "[\"message\",\"edited_message\",\"callback_query\",\"my_chat_member\"]";

    private final TelegramServer telegram = new TelegramServer().on("getMe", ME);

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void aBotIsConnectedWithAWebhookOfItsOwn() {
        ConnectionFlow.Connected connected = (ConnectionFlow.Connected) connect(TelegramAdapter.TOKEN);

        assertThat(telegram.methods()).containsExactly("getMe", "setWebhook");
        JsonNode webhook = telegram.lastParameters();
        assertThat(webhook.path("url").asText()).isEqualTo("https://parley.example/hooks/telegram/" + NEW);
        assertThat(webhook.path("allowed_updates")).isEqualTo(Json.read(KINDS));
        assertThat(webhook.path("secret_token").asText())
                .isEqualTo(connected.hookSecret())
                .matches("[A-Za-z0-9_-]{43}");
        assertThat(connected.externalId()).isEqualTo("4242424242");
        assertThat(connected.name()).isEqualTo("Parley demo");
        assertThat(connected.username()).isEqualTo("parley_demo_bot");
        assertThat(connected.credentials().path("bot_token").asText()).isEqualTo(TelegramAdapter.TOKEN);
        assertThat(connected.nextStep()).contains("https://t.me/parley_demo_bot");
    }

    @Test
    void twoConnectionsHaveTwoSecrets() {
        ConnectionFlow.Connected one = (ConnectionFlow.Connected) connect(TelegramAdapter.TOKEN);
        ConnectionFlow.Connected other = (ConnectionFlow.Connected) connect(TelegramAdapter.TOKEN);

        assertThat(one.hookSecret()).isNotEqualTo(other.hookSecret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"bot_token\":null}", "{\"bot_token\":\"  \"}"})
    void aRequestWithoutTokenIsToldHowToGetOne(String request) {
        assertThat(connect(Json.read(request)))
                .isEqualTo(new ConnectionFlow.Refused(
                        422,
                        "Telegram requires `bot_token` in the payload. Create a bot via @BotFather"
                                + " (https://t.me/BotFather) and pass the token.",
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "123:abc/../getMe", "123:abc?x=1", "12 3:abc", "123:"})
    void whatIsNoTokenIsNotEvenTried(String token) {
        assertThat(connect(token)).isEqualTo(invalidToken());
        assertThat(telegram.methods()).isEmpty();
    }

    @Test
    void aRevokedTokenIsUnauthorized() {
        telegram.refuse("getMe", 401, "Unauthorized");

        assertThat(connect(TelegramAdapter.TOKEN)).isEqualTo(invalidToken());
    }

    @Test
    void aBotThatIsConnectedKeepsItsWebhook() {
        telegram.adapter.remember(TelegramAdapter.bot());

        assertThat(connect(TelegramAdapter.TOKEN))
                .isEqualTo(new ConnectionFlow.AlreadyConnected(
                        TelegramAdapter.bot().externalId(), "This Telegram bot is already connected to Postproxy."));
        assertThat(telegram.methods()).containsExactly("getMe");
    }

    @Test
    void aBotWhoseTokenWasLostComesBackToItsProfile() {
        telegram.adapter.remember(TelegramAdapter.bot(TelegramAdapter.PROFILE_ID, Profile.Status.EXPIRED));

        assertThat(connect(TelegramAdapter.TOKEN)).isInstanceOf(ConnectionFlow.Connected.class);
        assertThat(telegram.lastParameters().path("url").asText()).isEqualTo(OURS);
    }

    @Test
    void aWebhookThatTelegramRefusesIsToldInItsWords() {
        telegram.refuse("setWebhook", 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");

        assertThat(connect(TelegramAdapter.TOKEN))
                .isEqualTo(new ConnectionFlow.Refused(
                        422,
                        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
                        "telegram_connect_failed"));
    }

    @Test
    void aWebhookThatMayHaveBeenRegisteredIsTakenBack() {
        telegram.answer("setWebhook", new Reply.HangUp());

        assertThat(connect(TelegramAdapter.TOKEN)).isInstanceOf(ConnectionFlow.Unavailable.class);
        assertThat(telegram.methods()).containsExactly("getMe", "setWebhook", "deleteWebhook");
    }

    @Test
    void aServerThatIsAwayIsUnavailable() {
        telegram.stopListening();

        assertThat(connect(TelegramAdapter.TOKEN)).isInstanceOf(ConnectionFlow.Unavailable.class);
    }

    @Test
    void disconnectingRemovesOurWebhook() {
        webhookIs(OURS, 0);

        disconnect();

        assertThat(telegram.methods()).containsExactly("getWebhookInfo", "deleteWebhook");
    }

    @Test
    void disconnectingLeavesAWebhookOfSomebodyElse() {
        webhookIs("https://elsewhere.example/bot", 0);

        disconnect();

        assertThat(telegram.methods()).containsExactly("getWebhookInfo");
    }

    @Test
    void disconnectingNeverFails() {
        telegram.stopListening();

        disconnect();

        assertThat(telegram.methods()).isEmpty();
    }

    @Test
    void aLostWebhookIsSetUpAgainWithTheSecretWeKnow() {
        webhookIs("", 0);

        assertThat(check()).isInstanceOf(ActionOutcome.Done.class);
        assertThat(telegram.methods()).containsExactly("getWebhookInfo", "setWebhook");
        assertThat(telegram.lastParameters().path("url").asText()).isEqualTo(OURS);
        assertThat(telegram.lastParameters().path("secret_token").asText()).isEqualTo(TelegramAdapter.HOOK_SECRET);
        assertThat(counted("parley.platform.webhook.repaired")).isEqualTo(1);
    }

    @Test
    void aWebhookThatMissesKindsIsSetUpAgain() {
        telegram.on("getWebhookInfo", "{\"url\":\"" + OURS + "\",\"allowed_updates\":[\"message\"]}");

        check();

        assertThat(telegram.methods()).containsExactly("getWebhookInfo", "setWebhook");
    }

    @Test
    void aHealthyWebhookIsLeftAlone() {
        webhookIs(OURS, Instant.now().minus(Duration.ofDays(1)).getEpochSecond());

        assertThat(check()).isInstanceOf(ActionOutcome.Done.class);
        assertThat(telegram.methods()).containsExactly("getWebhookInfo");
        assertThat(counted("parley.platform.webhook.repaired")).isZero();
        assertThat(counted("parley.platform.webhook.failing")).isZero();
    }

    @Test
    void deliveryErrorsThatTelegramReportsAreCounted() {
        webhookIs(OURS, Instant.now().getEpochSecond());

        check();

        assertThat(counted("parley.platform.webhook.failing")).isEqualTo(1);
    }

    private void webhookIs(String url, long lastErrorDate) {
        telegram.on(
                "getWebhookInfo",
                "{\"url\":\"" + url + "\",\"pending_update_count\":3,\"last_error_date\":" + lastErrorDate
                        + ",\"last_error_message\":\"Connection timed out\",\"allowed_updates\":" + KINDS + "}");
    }

    private ConnectionFlow.Connection connect(String token) {
        return connect(Json.object().put("platform", "telegram").put("bot_token", token));
    }

    private ConnectionFlow.Connection connect(JsonNode request) {
        return telegram.platform().connect(NEW, request, DEADLINE).await().atMost(PATIENCE);
    }

    private void disconnect() {
        telegram.platform().disconnect(TelegramAdapter.bot(), DEADLINE).await().atMost(PATIENCE);
    }

    private ActionOutcome check() {
        return telegram.platform()
                .checkSubscription(TelegramAdapter.bot(), DEADLINE)
                .await()
                .atMost(PATIENCE);
    }

    private double counted(String counter) {
        Counter found = telegram.adapter.metrics.find(counter).counter();
        return found == null ? 0 : found.count();
    }

    private static ConnectionFlow.Refused invalidToken() {
        return new ConnectionFlow.Refused(
                401,
                "Telegram bot token is invalid or revoked — please reconnect the profile.",
                "telegram_connect_failed");
    }
}
