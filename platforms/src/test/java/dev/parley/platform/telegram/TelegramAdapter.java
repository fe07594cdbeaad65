package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.WebhookHealth;
import dev.parley.platform.contract.Configs;
import dev.parley.platform.contract.GuardedPlatformHttp;
import dev.parley.profile.Profile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The whole adapter before a Bot API at some address, with one connected bot, and no database. */
final class TelegramAdapter implements AutoCloseable {
    static final String TOKEN = "4242424242:AAF-secret_half-of-the-token";
    static final String BOT_ID = "4242424242";
    static final String HOOK_SECRET = "hook-secret_0123456789";
    static final String HOOKS_URL = "https://parley.example";
    static final ProfileId PROFILE_ID = new ProfileId(815);

    private final GuardedPlatformHttp guarded = new GuardedPlatformHttp(Map.of());
    private JsonNode kept = Json.object().put("bot_token", TOKEN).put("hook_secret", HOOK_SECRET);
    private volatile Profile profile = bot();
    private final Map<String, Profile> connected = new ConcurrentHashMap<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final TelegramPlatform platform;

    TelegramAdapter(String apiUrl) {
        this(apiUrl, HOOKS_URL + "/");
    }

    TelegramAdapter(String apiUrl, String hooksUrl) {
        TelegramConfig config = Configs.of(
                TelegramConfig.class, Map.of("parley.telegram.api-url", apiUrl + "/", "parley.hooks-url", hooksUrl));
        TelegramApi api = new TelegramApi(guarded.client(), config);
        BotCredentials credentials = new BotCredentials(this::credentials);
        TelegramWebhook webhook = new TelegramWebhook(api, config);
        platform = new TelegramPlatform(
                config,
                new TelegramSender(api, credentials, new RateLimitScope()),
                new TelegramReceiver(this::byId),
                new TelegramEditor(api, credentials),
                new TelegramPeople(api, credentials),
                new TelegramTaps(api, credentials),
                new TelegramFiles(api, credentials),
                new TelegramConnection(api, webhook, credentials, bot -> Optional.ofNullable(connected.get(bot))),
                new TelegramSubscription(webhook, credentials, config, new WebhookHealth(metrics)));
    }

    /** From now on the directory knows this profile by its bot. */
    void remember(Profile profile) {
        connected.put(profile.externalId(), profile);
    }

    /** As dispatch does with what came of connecting: the profile is this from now on. */
    void adopt(ConnectionFlow.Connected connected) {
        kept = connected.credentials();
        profile = bot(PROFILE_ID, Profile.Status.ACTIVE, Objects.requireNonNull(connected.hookSecret()));
    }

    Profile profile() {
        return profile;
    }

    static Profile bot() {
        return bot(PROFILE_ID, Profile.Status.ACTIVE);
    }

    static Profile bot(ProfileId id, Profile.Status status) {
        return bot(id, status, HOOK_SECRET);
    }

    private static Profile bot(ProfileId id, Profile.Status status, String hookSecret) {
        return new Profile(
                id,
                new AccountId(1),
                new GroupId(2),
                "telegram",
                BOT_ID,
                "Parley demo",
                "parley_demo_bot",
                status,
                null,
                sha256(hookSecret),
                Json.object(),
                Json.object(),
                null);
    }

    static ObjectNode ok(JsonNode result) {
        return Json.object().put("ok", true).set("result", result);
    }

    static String refusal(int code, String description) {
        return Json.object()
                .put("ok", false)
                .put("error_code", code)
                .put("description", description)
                .toString();
    }

    static String flood(Duration wait) {
        ObjectNode body = Json.object()
                .put("ok", false)
                .put("error_code", 429)
                .put("description", "Too Many Requests: retry after " + wait.toSeconds());
        body.putObject("parameters").put("retry_after", wait.toSeconds());
        return body.toString();
    }

    private Optional<Profile> byId(ProfileId id) {
        return switch ((int) id.value()) {
            case 815 -> Optional.of(profile);
            case 816 -> Optional.of(bot(id, Profile.Status.INACTIVE));
            default -> Optional.empty();
        };
    }

    private Optional<JsonNode> credentials(Profile profile) {
        return profile.status() == Profile.Status.INACTIVE ? Optional.empty() : Optional.of(kept);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        guarded.close();
    }
}
