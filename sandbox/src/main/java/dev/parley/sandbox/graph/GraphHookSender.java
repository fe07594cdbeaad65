package dev.parley.sandbox.graph;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts deliveries, signed, one at a time per account and with what has gathered meanwhile in the next one; again and
 * again until one is answered with 200.
 */
@ApplicationScoped
class GraphHookSender {
    private static final long LONGEST_WAIT = 60_000;

    private final Vertx vertx;
    private final WebClient client;
    private final GraphSettings settings;
    private final Map<String, String> callbacks = new ConcurrentHashMap<>();

    GraphHookSender(Vertx vertx, GraphSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("facebookexternalua")
                        .setFollowRedirects(false)
                        .setMaxPoolSize(256));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Points an object's deliveries somewhere, after the handshake. */
    Uni<Boolean> register(String object, String url, String verifyToken) {
        String challenge = Long.toString(1_158_201_444L + url.length());
        CompletableFuture<Boolean> verified = new CompletableFuture<>();
        client.getAbs(url)
                .addQueryParam("hub.mode", "subscribe")
                .addQueryParam("hub.challenge", challenge)
                .addQueryParam("hub.verify_token", verifyToken)
                .send()
                .onComplete(result -> verified.complete(result.succeeded()
                        && result.result().statusCode() == 200
                        && challenge.equals(result.result().bodyAsString())));
        return Uni.createFrom().completionStage(verified).invoke(good -> {
            if (good) {
                point(object, url);
            }
        });
    }

    /** Points an object's deliveries somewhere, unasked. */
    void point(String object, String url) {
        callbacks.put(object, url);
    }

    void forgetCallbacks() {
        callbacks.clear();
    }

    /** Puts an item on its way; completes when its delivery has been answered with 200. */
    Uni<Void> send(GraphAccount account, String kind, JsonObject json) {
        CompletableFuture<Void> delivered = new CompletableFuture<>();
        synchronized (account) {
            account.outbox().add(new Outbox.Item(kind, json, () -> delivered.complete(null)));
        }
        pump(account);
        return Uni.createFrom().completionStage(delivered);
    }

    /** Starts the account's next delivery if it may start now. */
    void pump(GraphAccount account) {
        List<Outbox.Item> items;
        synchronized (account) {
            items = account.outbox().claim(settings.batch());
        }
        if (!items.isEmpty()) {
            attempt(account, items, escaped(envelope(account, items)), 0);
        }
    }

    /** Posts a body once, signed with this secret; completes with the status, 0 for none. */
    Uni<Integer> post(GraphNetwork network, Buffer body, String secret) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        String url = callbacks.getOrDefault(network.object(), settings.hooksUrl() + "/" + network.platform());
        client.postAbs(url)
                .timeout(20_000)
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Hub-Signature-256", "sha256=" + signature(body, secret))
                .sendBuffer(body)
                .onComplete(result ->
                        status.complete(result.succeeded() ? result.result().statusCode() : 0));
        return Uni.createFrom().completionStage(status);
    }

    private void attempt(GraphAccount account, List<Outbox.Item> items, Buffer body, int failures) {
        synchronized (account) {
            if (account.outbox().isDropped()) {
                return;
            }
        }
        post(account.network(), body, settings.appSecret()).subscribe().with(status -> {
            if (status == 200) {
                synchronized (account) {
                    account.outbox().done(body);
                }
                items.forEach(item -> item.delivered().run());
                pump(account);
            } else {
                long wait = failures == 0 ? 1 : Math.min(LONGEST_WAIT, 500L << Math.min(failures, 10));
                vertx.setTimer(wait, again -> attempt(account, items, body, failures + 1));
            }
        });
    }

    private static JsonObject envelope(GraphAccount account, List<Outbox.Item> items) {
        JsonArray list = new JsonArray();
        items.forEach(item -> list.add(item.json()));
        JsonObject entry = new JsonObject()
                .put("time", System.currentTimeMillis())
                .put("id", account.id())
                .put(items.getFirst().kind(), list);
        return new JsonObject().put("object", account.network().object()).put("entry", new JsonArray().add(entry));
    }

    /** As Meta writes JSON: plain ASCII, and every slash escaped. */
    static Buffer escaped(JsonObject json) {
        StringBuilder text = new StringBuilder();
        for (char letter : json.encode().toCharArray()) {
            if (letter == '/') {
                text.append("\\/");
            } else if (letter < 128) {
                text.append(letter);
            } else {
                text.append(String.format("\\u%04x", (int) letter));
            }
        }
        return Buffer.buffer(text.toString());
    }

    private static String signature(Buffer body, String secret) {
        return HexFormat.of().formatHex(hmac(secret, body.getBytes()));
    }

    static byte[] hmac(String secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }
}
