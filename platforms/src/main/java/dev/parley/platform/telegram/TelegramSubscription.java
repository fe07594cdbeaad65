package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.WebhookHealth;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sees that a bot's webhook is still ours.
 *
 * <pre>
 *   getWebhookInfo ──► as we registered it? ──no──► setWebhook with the same secret   (counted: repaired)
 *                            │yes
 *                      recent delivery error? ──yes──► counted: failing
 * </pre>
 */
@Singleton
class TelegramSubscription {
    private final TelegramWebhook webhook;
    private final BotCredentials credentials;
    private final Duration errorsCountFor;
    private final WebhookHealth health;

    TelegramSubscription(
            TelegramWebhook webhook, BotCredentials credentials, TelegramConfig config, WebhookHealth health) {
        this.webhook = webhook;
        this.credentials = credentials;
        this.errorsCountFor = config.deliveryErrorsCountFor();
        this.health = health;
    }

    Uni<ActionOutcome> check(Profile profile, Duration within) {
        Optional<BotToken> token = credentials.token(profile);
        Optional<String> secret = credentials.hookSecret(profile);
        if (token.isEmpty() || secret.isEmpty()) {
            return Uni.createFrom().item(new ActionOutcome.Disconnected(TelegramErrors.DISCONNECTED));
        }
        Deadline deadline = Deadline.in(within);
        return webhook.info(token.get(), deadline.left())
                .flatMap(info -> info instanceof ApiResult.Ok ok && !webhook.isAsRegistered(ok.result(), profile.id())
                        ? webhook.register(token.get(), profile.id(), secret.get(), deadline.left())
                                .invoke(result -> noteRepair(profile, result))
                        : Uni.createFrom().item(info).invoke(asked -> noteErrors(profile, asked)))
                .map(TelegramErrors::ofAction);
    }

    private void noteRepair(Profile profile, ApiResult result) {
        if (result instanceof ApiResult.Ok) {
            health.repaired(profile);
        }
    }

    private void noteErrors(Profile profile, ApiResult asked) {
        if (asked instanceof ApiResult.Ok ok && failedRecently(ok.result())) {
            health.failing(profile, ok.result().path("pending_update_count").asLong());
        }
    }

    private boolean failedRecently(JsonNode info) {
        Instant failedAt = Ids.second(info.path("last_error_date"));
        return failedAt != null && failedAt.isAfter(Instant.now().minus(errorsCountFor));
    }
}
