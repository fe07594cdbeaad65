package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Journal;
import dev.parley.sandbox.Kind;
import dev.parley.sandbox.Kinds;
import dev.parley.sandbox.Moment;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Posts updates to webhooks, again and again until one is answered with 2xx or it expires. */
@ApplicationScoped
class Deliverer implements Kinds {

    private final Journal journal;
    private final BotRegistry bots;
    private final Vertx vertx;
    private final WebClient client;
    private final Tuning tuning;
    private final TelegramLedger ledger;
    private final Kind<JsonObject, JsonObject> delivered = Kind.of("telegram-delivered", this::arrived);

    Deliverer(Journal journal, BotRegistry bots, Vertx vertx, Tuning tuning, TelegramLedger ledger) {
        this.journal = journal;
        this.bots = bots;
        this.vertx = vertx;
        this.tuning = tuning;
        this.ledger = ledger;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgentEnabled(false)
                        .setFollowRedirects(false)
                        .setConnectTimeout(10_000)
                        .setMaxPoolSize(256));
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(delivered);
    }

    /** Starts every delivery that may start now. */
    void pump(Bot bot) {
        if (Moment.isReplayed()) {
            return;
        }
        List<UpdateQueues.Claim> claims;
        synchronized (bot) {
            claims = bot.updates().claim(Moment.millis());
        }
        claims.forEach(claim -> post(bot, claim));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private void post(Bot bot, UpdateQueues.Claim claim) {
        Webhook webhook = claim.webhook();
        HttpRequest<Buffer> request = client.postAbs(webhook.url())
                .timeout(tuning.clock().answerTimeout())
                .putHeader("Content-Type", "application/json");
        if (webhook.secret() != null) {
            request.putHeader("X-Telegram-Bot-Api-Secret-Token", webhook.secret());
        }
        request.sendBuffer(claim.update().body()).onComplete(result -> settle(bot, claim, result));
    }

    private void settle(Bot bot, UpdateQueues.Claim claim, AsyncResult<HttpResponse<Buffer>> result) {
        if (result.succeeded() && result.result().statusCode() / 100 == 2) {
            JsonObject arrival = new JsonObject()
                    .put("account", bot.account())
                    .put("queue", claim.update().queue())
                    .put("update", claim.update().id());
            WebhookReply.violation(result.result()).ifPresent(method -> arrival.put("method", method));
            JsonObject unused = journal.act(delivered, arrival);
            synchronized (bot) {
                bot.updates().delivered(claim);
            }
        } else {
            rest(bot, claim, result);
        }
        pump(bot);
    }

    /** The bot may have been forgotten while its update was on its way. */
    private JsonObject arrived(JsonObject arrival) {
        bots.known(arrival.getString("account")).ifPresent(bot -> {
            long update = arrival.getLong("update");
            synchronized (bot) {
                bot.updates().arrived(arrival.getString("queue"), update);
            }
            String method = arrival.getString("method");
            if (method != null) {
                ledger.answeredWithMethod(bot, update, method);
            }
        });
        return arrival;
    }

    private void rest(Bot bot, UpdateQueues.Claim claim, AsyncResult<HttpResponse<Buffer>> result) {
        DeliveryClock clock = tuning.clock();
        String message = result.succeeded() ? wrongResponse(result.result()) : failure(result.cause());
        long delay;
        int rest;
        synchronized (bot) {
            int failures = bot.updates()
                    .failed(
                            claim,
                            new UpdateQueues.DeliveryError(Moment.instant().getEpochSecond(), message));
            rest = bot.updates().restOf(claim);
            delay = clock.retryDelay(failures);
        }
        if (result.succeeded()) {
            delay = WebhookReply.retryAfter(result.result())
                    .map(clock::retryAfter)
                    .orElse(delay);
        }
        vertx.setTimer(Math.max(1, delay), timer -> {
            synchronized (bot) {
                bot.updates().rested(claim, rest);
            }
            pump(bot);
        });
    }

    private static String wrongResponse(HttpResponse<Buffer> response) {
        return "Wrong response from the webhook: " + response.statusCode() + " " + response.statusMessage();
    }

    private static String failure(Throwable cause) {
        return switch (cause) {
            case ConnectException refused ->
                String.valueOf(refused.getMessage()).contains("timed out")
                        ? "Connection timed out"
                        : "Connection refused";
            case TimeoutException slow -> "Read timeout expired";
            default -> "Connection closed";
        };
    }
}
