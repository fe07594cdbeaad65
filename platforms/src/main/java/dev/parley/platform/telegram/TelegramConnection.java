package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.ConnectionFlow.AlreadyConnected;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.ConnectionFlow.Refused;
import dev.parley.platform.ConnectionFlow.Unavailable;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Connects a bot by its token.
 *
 * <pre>
 *   token given? ──► getMe ──► connected already? ──► setWebhook with a fresh secret ──► Connected
 *        │no          │401         │yes                    │no
 *       422          401          422              nothing left behind
 * </pre>
 */
@Singleton
class TelegramConnection {
    private static final String FAILED = "telegram_connect_failed";
    private static final Refused NO_TOKEN = new Refused(
            422,
            "Telegram requires `bot_token` in the payload. Create a bot via @BotFather (https://t.me/BotFather)"
                    + " and pass the token.",
            null);
    private static final Refused BAD_TOKEN =
            new Refused(401, "Telegram bot token is invalid or revoked — please reconnect the profile.", FAILED);
    private static final int SECRET_BYTES = 32;

    private final TelegramApi api;
    private final TelegramWebhook webhook;
    private final BotCredentials credentials;
    private final Function<String, Optional<Profile>> connectedBots;
    private final SecureRandom random = new SecureRandom();

    @Inject
    TelegramConnection(
            TelegramApi api, TelegramWebhook webhook, BotCredentials credentials, ProfileDirectory profiles) {
        this(api, webhook, credentials, bot -> profiles.byAccount(TelegramPlatform.NAME, bot));
    }

    TelegramConnection(
            TelegramApi api,
            TelegramWebhook webhook,
            BotCredentials credentials,
            Function<String, Optional<Profile>> connectedBots) {
        this.api = api;
        this.webhook = webhook;
        this.credentials = credentials;
        this.connectedBots = connectedBots;
    }

    Uni<Connection> connect(ProfileId newProfile, JsonNode request, Duration within) {
        Deadline deadline = Deadline.in(within);
        String given = request.path("bot_token").asText("");
        if (given.isBlank()) {
            return Uni.createFrom().item(NO_TOKEN);
        }
        Optional<BotToken> token = BotToken.of(given);
        return token.isEmpty()
                ? Uni.createFrom().item(BAD_TOKEN)
                : api.call(token.get(), "getMe", Json.object(), deadline.left())
                        .flatMap(me -> me instanceof ApiResult.Ok ok
                                ? register(newProfile, token.get(), ok.result(), deadline)
                                : Uni.createFrom().item(refusal(me)));
    }

    private Uni<Connection> register(ProfileId newProfile, BotToken token, JsonNode bot, Deadline deadline) {
        String botId = Ids.of(bot.path("id"));
        if (botId == null) {
            return Uni.createFrom().item(new Unavailable("Telegram answered without a bot id"));
        }
        Optional<Profile> present = connectedBots.apply(botId);
        if (present.filter(profile -> profile.status() == Profile.Status.ACTIVE).isPresent()) {
            return Uni.createFrom()
                    .item(new AlreadyConnected(botId, "This Telegram bot is already connected to Postproxy."));
        }
        ProfileId profile = present.map(Profile::id).orElse(newProfile);
        String secret = freshSecret();
        return webhook.register(token, profile, secret, deadline.left()).flatMap(result -> switch (result) {
            case ApiResult.Ok ok -> Uni.createFrom().item(connected(token, botId, bot, secret));
            case ApiResult.NoAnswer none ->
                // It may be registered all the same.
                webhook.remove(token, deadline.left()).replaceWith(refusal(none));
            case ApiResult.Refused refused -> Uni.createFrom().item(refusal(refused));
            case ApiResult.Foreign foreign -> Uni.createFrom().item(refusal(foreign));
            case ApiResult.NeverMade never -> Uni.createFrom().item(refusal(never));
        });
    }

    private static Connection connected(BotToken token, String botId, JsonNode bot, String secret) {
        String name = People.nameOf(bot);
        String username = Ids.text(bot.path("username"));
        return new Connected(
                botId,
                name == null ? botId : name,
                username,
                BotCredentials.written(token, secret),
                secret,
                Json.object(),
                null,
                username == null
                        ? null
                        : "People start the conversation: share https://t.me/" + username
                                + ", the bot can write to whoever has pressed Start.");
    }

    private static Connection refusal(ApiResult result) {
        return switch (TelegramErrors.ofAction(result)) {
            case ActionOutcome.Done done -> new Unavailable("Telegram answered without a bot");
            case ActionOutcome.Disconnected disconnected -> BAD_TOKEN;
            case ActionOutcome.Refused refused ->
                new Refused(422, refused.error().message(), FAILED);
            case ActionOutcome.Unavailable unavailable ->
                new Unavailable(unavailable.error().message());
        };
    }

    /** Leaves a webhook alone that the bot's owner has pointed elsewhere meanwhile. */
    Uni<Void> disconnect(Profile profile, Duration within) {
        Deadline deadline = Deadline.in(within);
        return Uni.createFrom()
                .deferred(() -> credentials
                        .token(profile)
                        .map(token -> webhook.info(token, deadline.left())
                                .flatMap(info ->
                                        info instanceof ApiResult.Ok ok && webhook.isAt(ok.result(), profile.id())
                                                ? webhook.remove(token, deadline.left())
                                                : Uni.createFrom().item(info))
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure()
                .recoverWithNull();
    }

    private String freshSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
