package dev.parley.sandbox.graph;

import dev.parley.sandbox.Journal;
import dev.parley.sandbox.Kind;
import dev.parley.sandbox.Kinds;
import dev.parley.sandbox.Moment;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts deliveries, signed, one at a time per account and with what has gathered meanwhile in the next one; again and
 * again until one is answered with 200.
 */
@ApplicationScoped
class GraphHookSender implements Kinds {
    private static final long LONGEST_WAIT = 60_000;

    private final Journal journal;
    private final GraphWorld world;
    private final Vertx vertx;
    private final WebClient client;
    private final GraphSettings settings;
    private final Map<String, String> callbacks = new ConcurrentHashMap<>();

    private final Kind<JsonObject, JsonObject> registered = Kind.of("graph-registered", this::registered);
    private final Kind<JsonObject, JsonObject> delivered = Kind.of("graph-delivered", this::arrived);

    GraphHookSender(Journal journal, GraphWorld world, Vertx vertx, GraphSettings settings) {
        this.journal = journal;
        this.world = world;
        this.vertx = vertx;
        this.settings = settings;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("facebookexternalua")
                        .setFollowRedirects(false)
                        .setMaxPoolSize(256));
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(registered, delivered);
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
                JsonObject unused = journal.act(
                        registered, new JsonObject().put("object", object).put("url", url));
            }
        });
    }

    private JsonObject registered(JsonObject registration) {
        point(registration.getString("object"), registration.getString("url"));
        return registration;
    }

    /** Points an object's deliveries somewhere, unasked. */
    void point(String object, String url) {
        callbacks.put(object, url);
    }

    void forget(GraphNetwork network) {
        callbacks.remove(network.object());
    }

    /** Puts an item on its way; completes when its delivery has been answered with 200. */
    Uni<Void> send(GraphAccount account, String kind, JsonObject json) {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        synchronized (account) {
            account.outbox().add(new Outbox.Item(account.newItem(), kind, json, () -> arrived.complete(null)));
        }
        pump(account);
        return Uni.createFrom().completionStage(arrived);
    }

    /** Starts the account's next delivery if it may start now. */
    void pump(GraphAccount account) {
        if (Moment.isReplayed()) {
            return;
        }
        Outbox.Delivery delivery;
        synchronized (account) {
            delivery = account.outbox().claim(settings.batch(), Moment.millis());
        }
        if (!delivery.items().isEmpty()) {
            attempt(account, delivery, body(account, delivery), 0);
        }
    }

    static Buffer body(GraphAccount account, Outbox.Delivery delivery) {
        return escaped(envelope(account, delivery));
    }

    /** Posts a body once, signed with this secret; completes with the status, 0 for none. */
    Uni<Integer> post(GraphNetwork network, Buffer body, String secret) {
        if (Moment.isReplayed()) {
            return Uni.createFrom().nothing();
        }
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

    private void attempt(GraphAccount account, Outbox.Delivery delivery, Buffer body, int failures) {
        synchronized (account) {
            if (account.outbox().isDropped()) {
                return;
            }
        }
        post(account.network(), body, settings.appSecret()).subscribe().with(status -> {
            if (status == 200) {
                JsonObject unused = journal.act(delivered, arrival(account, delivery));
                synchronized (account) {
                    account.outbox().done();
                }
                delivery.items().forEach(item -> item.delivered().run());
                pump(account);
            } else {
                long wait = failures == 0 ? 1 : Math.min(LONGEST_WAIT, 500L << Math.min(failures, 10));
                vertx.setTimer(wait, again -> attempt(account, delivery, body, failures + 1));
            }
        });
    }

    private static JsonObject arrival(GraphAccount account, Outbox.Delivery delivery) {
        JsonArray numbers = new JsonArray();
        delivery.items().forEach(item -> numbers.add(item.number()));
        return new JsonObject()
                .put("network", account.network().name())
                .put("account", account.id())
                .put("items", numbers)
                .put("at", delivery.at());
    }

    /** The account may have been forgotten while its items were on their way. */
    private JsonObject arrived(JsonObject arrival) {
        Set<Long> numbers = arrival.getJsonArray("items").stream()
                .map(number -> ((Number) number).longValue())
                .collect(Collectors.toSet());
        world.known(GraphNetwork.valueOf(arrival.getString("network")), arrival.getString("account"))
                .ifPresent(account -> {
                    synchronized (account) {
                        account.outbox().arrived(numbers, arrival.getLong("at"));
                    }
                });
        return arrival;
    }

    private static JsonObject envelope(GraphAccount account, Outbox.Delivery delivery) {
        JsonArray list = new JsonArray();
        delivery.items().forEach(item -> list.add(item.json()));
        JsonObject entry = new JsonObject()
                .put("time", delivery.at())
                .put("id", account.id())
                .put(delivery.items().getFirst().kind(), list);
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
