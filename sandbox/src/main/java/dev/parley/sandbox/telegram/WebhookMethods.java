package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** setWebhook, deleteWebhook, getWebhookInfo, and getUpdates for bots without one. */
@ApplicationScoped
class WebhookMethods implements MethodGroup {

    private static final int DEFAULT_CONNECTIONS = 40;
    private static final int MOST_CONNECTIONS = 100;
    private static final int LONGEST_SECRET = 256;

    private final Deliverer deliverer;
    private final Tuning tuning;
    private final TelegramLedger ledger;

    WebhookMethods(Deliverer deliverer, Tuning tuning, TelegramLedger ledger) {
        this.deliverer = deliverer;
        this.tuning = tuning;
        this.ledger = ledger;
    }

    @Override
    public List<BotMethod> methods() {
        return List.of(
                BotMethod.of("setWebhook", "connect", this::setWebhook),
                BotMethod.of("deleteWebhook", "connect", this::deleteWebhook),
                BotMethod.of("getWebhookInfo", "connect", this::getWebhookInfo),
                BotMethod.of("getUpdates", "connect", this::getUpdates));
    }

    private Result setWebhook(Bot bot, CallParameters parameters) {
        Optional<String> url = parameters.text("url");
        if (url.isEmpty()) {
            return deleteWebhook(bot, parameters);
        }
        Webhook webhook = new Webhook(
                checked(url.get()),
                secret(parameters),
                connections(parameters),
                parameters.uploads().containsKey("certificate"));
        List<String> allowed = parameters
                .texts("allowed_updates", "can't parse allowed updates")
                .orElse(bot.updates().allowed());
        takePace(bot);
        if (parameters.flag("drop_pending_updates")) {
            bot.updates().dropPending();
        }
        boolean same = webhook.equals(bot.updates().webhook())
                && allowed.equals(bot.updates().allowed());
        bot.updates().setAllowed(allowed);
        if (same) {
            return new Result(true, "Webhook is already set");
        }
        bot.updates().setWebhook(webhook);
        ledger.webhookChanged(bot, webhook.url());
        deliverer.pump(bot);
        return new Result(true, "Webhook was set");
    }

    private Result deleteWebhook(Bot bot, CallParameters parameters) {
        if (parameters.flag("drop_pending_updates")) {
            bot.updates().dropPending();
        }
        if (bot.updates().webhook() == null) {
            return new Result(true, "Webhook is already deleted");
        }
        bot.updates().setWebhook(null);
        ledger.webhookChanged(bot, "");
        return new Result(true, "Webhook was deleted");
    }

    private Result getWebhookInfo(Bot bot, CallParameters parameters) {
        Webhook webhook = bot.updates().webhook();
        JsonObject info = new JsonObject()
                .put("url", webhook == null ? "" : webhook.url())
                .put("has_custom_certificate", webhook != null && webhook.hasCertificate())
                .put("pending_update_count", bot.updates().pending());
        if (webhook == null) {
            return Result.of(info);
        }
        info.put("max_connections", webhook.maxConnections()).put("ip_address", "127.0.0.1");
        UpdateQueues.DeliveryError error = bot.updates().lastError();
        if (error != null) {
            info.put("last_error_date", error.date()).put("last_error_message", error.message());
        }
        if (!bot.updates().allowed().isEmpty()) {
            info.put("allowed_updates", new JsonArray(List.copyOf(bot.updates().allowed())));
        }
        return Result.of(info);
    }

    private Result getUpdates(Bot bot, CallParameters parameters) {
        if (bot.updates().webhook() != null) {
            throw TelegramRefusal.of(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                            + " webhook first");
        }
        parameters.number("offset").ifPresent(bot.updates()::confirmBefore);
        JsonArray updates = new JsonArray();
        bot.updates().waiting(Moment.millis()).stream()
                .limit(parameters.number("limit").orElse(100))
                .forEach(update -> updates.add(new JsonObject(update.body())));
        return Result.of(updates);
    }

    /** Unlike Telegram the sandbox also posts to plain http and to any port, because it is used on one machine. */
    private static String checked(String url) {
        try {
            URI uri = new URI(url.contains("://") ? url : "https://" + url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !scheme.equals("http")) {
                throw TelegramRefusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
            }
            if (uri.getHost() == null) {
                throw TelegramRefusal.badRequest("invalid webhook URL specified");
            }
            return uri.toString();
        } catch (URISyntaxException malformed) {
            throw TelegramRefusal.badRequest("invalid webhook URL specified");
        }
    }

    private static @Nullable String secret(CallParameters parameters) {
        String secret = parameters.text("secret_token").orElse(null);
        if (secret != null && secret.length() > LONGEST_SECRET) {
            throw TelegramRefusal.badRequest("secret token is too long");
        }
        if (secret != null && !secret.matches("[A-Za-z0-9_-]+")) {
            throw TelegramRefusal.badRequest("secret token contains unallowed characters");
        }
        return secret;
    }

    private static int connections(CallParameters parameters) {
        return (int) Math.clamp(parameters.number("max_connections").orElse(DEFAULT_CONNECTIONS), 1, MOST_CONNECTIONS);
    }

    private void takePace(Bot bot) {
        double perSecond = bot.limitsOr(tuning.limits()).setWebhookPerSecond();
        long now = Moment.millis();
        if (bot.webhookPace().waitAt(now, perSecond, 1) > 0) {
            throw TelegramRefusal.tooManyRequests(1);
        }
        bot.webhookPace().take(now, perSecond);
    }
}
