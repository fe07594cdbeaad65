package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ActionOutcome;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

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
    private static final Logger LOG = Logger.getLogger(TelegramSubscription.class);

    private final TelegramWebhook webhook;
    private final BotCredentials credentials;
    private final Duration errorsCountFor;
    private final Counter repaired;
    private final Counter failing;

    TelegramSubscription(
            TelegramWebhook webhook, BotCredentials credentials, TelegramConfig config, MeterRegistry metrics) {
        this.webhook = webhook;
        this.credentials = credentials;
        this.errorsCountFor = config.deliveryErrorsCountFor();
        this.repaired = counter(metrics, "parley.platform.webhook.repaired", "Webhooks found lost and set up again");
        this.failing = counter(
                metrics, "parley.platform.webhook.failing", "Checks in which the platform reported delivery errors");
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
            repaired.increment();
            LOG.warnf("webhook repaired profile=%s", profile.id());
        }
    }

    private void noteErrors(Profile profile, ApiResult asked) {
        if (asked instanceof ApiResult.Ok ok && failedRecently(ok.result())) {
            failing.increment();
            LOG.warnf(
                    "webhook failing profile=%s waiting=%d",
                    profile.id(), ok.result().path("pending_update_count").asLong());
        }
    }

    private boolean failedRecently(JsonNode info) {
        Instant failedAt = Ids.second(info.path("last_error_date"));
        return failedAt != null && failedAt.isAfter(Instant.now().minus(errorsCountFor));
    }

    private static Counter counter(MeterRegistry metrics, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("platform", TelegramPlatform.NAME)
                .register(metrics);
    }
}
