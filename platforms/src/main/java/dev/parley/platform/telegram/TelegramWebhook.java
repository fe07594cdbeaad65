package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The one webhook a bot has: how it is registered, and whether what is registered is ours. */
@Singleton
class TelegramWebhook {
    private final TelegramApi api;
    private final TelegramConfig config;

    TelegramWebhook(TelegramApi api, TelegramConfig config) {
        this.api = api;
        this.config = config;
    }

    Uni<ApiResult> register(BotToken token, ProfileId profile, String secret, Duration deadline) {
        ObjectNode parameters = Json.object()
                .put("url", address(profile))
                .put("secret_token", secret)
                .put("max_connections", config.deliveriesAtOnce());
        ArrayNode kinds = parameters.putArray("allowed_updates");
        UpdateReader.KINDS.forEach(kinds::add);
        return api.call(token, "setWebhook", parameters, deadline);
    }

    Uni<ApiResult> remove(BotToken token, Duration deadline) {
        return api.call(token, "deleteWebhook", Json.object(), deadline);
    }

    Uni<ApiResult> info(BotToken token, Duration deadline) {
        return api.call(token, "getWebhookInfo", Json.object(), deadline);
    }

    /** Whether updates go to this profile. */
    boolean isAt(JsonNode info, ProfileId profile) {
        return info.path("url").asText("").equals(address(profile));
    }

    /** Whether it is as {@link #register} makes it, as far as Telegram tells. */
    boolean isAsRegistered(JsonNode info, ProfileId profile) {
        Set<String> kinds = new HashSet<>();
        info.path("allowed_updates").forEach(kind -> kinds.add(kind.asText()));
        return isAt(info, profile) && kinds.equals(Set.copyOf(UpdateReader.KINDS));
    }

    private String address(ProfileId profile) {
        return config.hooksUrl().replaceAll("/+$", "") + "/hooks/" + TelegramPlatform.NAME + "/" + profile;
    }
}
