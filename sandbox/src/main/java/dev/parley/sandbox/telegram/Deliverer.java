package dev.parley.sandbox.telegram;

import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Posts updates to webhooks, again and again until one is answered with 2xx or it expires. */
@ApplicationScoped
class Deliverer {

    private final Vertx vertx;
    private final WebClient client;
    private final Tuning tuning;
    private final TelegramLedger ledger;

    Deliverer(Vertx vertx, Tuning tuning, TelegramLedger ledger) {
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

    /** Starts every delivery that may start now. */
    void pump(Bot bot) {
        List<UpdateQueues.Claim> claims;
        synchronized (bot) {
            claims = bot.updates().claim(System.currentTimeMillis());
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
            synchronized (bot) {
                bot.updates().delivered(claim);
            }
            WebhookReply.violation(result.result())
                    .ifPresent(method -> ledger.answeredWithMethod(bot, claim.update(), method));
        } else {
            rest(bot, claim, result);
        }
        pump(bot);
    }

    private void rest(Bot bot, UpdateQueues.Claim claim, AsyncResult<HttpResponse<Buffer>> result) {
        DeliveryClock clock = tuning.clock();
        String message = result.succeeded() ? wrongResponse(result.result()) : failure(result.cause());
        long delay;
        int rest;
        synchronized (bot) {
            int failures = bot.updates()
                    .failed(claim, new UpdateQueues.DeliveryError(Instant.now().getEpochSecond(), message));
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
