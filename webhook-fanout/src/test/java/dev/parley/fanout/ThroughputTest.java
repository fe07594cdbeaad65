package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.subscription.WebhookSigner;
import dev.parley.id.AccountId;
import dev.parley.kafka.TopicWriter;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many deliveries a second, beside a bare client that signs and posts the same bodies to the same receiver. */
@QuarkusTest
@Tag("full")
@Tag("full-fanout")
class ThroughputTest {
    private static final Logger LOG = Logger.getLogger(ThroughputTest.class);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int EVENTS = 100_000;
    private static final int WARM_UP = 20_000;
    private static final int CONCURRENCY = 128;
    private static final int RECEIVER_MILLIS = 1;

    @Inject
    World world;

    @Inject
    TopicWriter topics;

    @Inject
    KafkaClientService kafka;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final AtomicInteger received = new AtomicInteger();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = vertx.createHttpServer()
                .requestHandler(request -> request.endHandler(end -> vertx.setTimer(RECEIVER_MILLIS, fired -> {
                    received.incrementAndGet();
                    request.response().end();
                })))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void theFanOutKeepsUpWithAGoodShareOfABareClient() throws Exception {
        bare(WARM_UP);
        double bare = perSecond(EVENTS, bare(EVENTS));
        AccountId account = world.account();
        for (int i = 0; i < 4; i++) {
            world.subscribe(account, url(i), "*");
        }
        deliver(account, WARM_UP / 4);

        double delivered = perSecond(EVENTS, deliver(account, EVENTS / 4));

        await().atMost(LIMIT).until(() -> logged(account) >= EVENTS);
        LOG.infof(
                "deliveries/s %.0f to 4 endpoints with attempt log; bare signing client %.0f/s; ratio %.2f; stored %d",
                delivered, bare, delivered / bare, world.count("select count(*) from webhook_retries", Tuple.tuple()));
        assertThat(delivered / bare).isGreaterThan(0.1);
    }

    private String url(int endpoint) {
        return "http://127.0.0.1:" + port + "/" + endpoint;
    }

    private long logged(AccountId account) {
        return world.count(
                "select count(*) from webhook_attempts a join webhook_endpoints e on e.id = a.endpoint_id where e.account_id = $1",
                Tuple.of(account.value()));
    }

    /** The records lie ready before the clock starts. */
    private long deliver(AccountId account, int events) {
        int before = received.get();
        kafka.getConsumer("events").pause().await().atMost(LIMIT);
        Multi.createFrom()
                .range(0, events)
                .onItem()
                .transformToUni(number -> {
                    EventRecord event = world.event(account, "message.received");
                    return topics.write(Topics.EVENTS, event.key(), event.write());
                })
                .merge(1000)
                .collect()
                .last()
                .await()
                .atMost(LIMIT);
        long began = System.nanoTime();
        kafka.getConsumer("events").resume().await().atMost(LIMIT);
        await().pollInterval(Duration.ofMillis(10)).atMost(LIMIT).until(() -> received.get() - before >= events * 4);
        return System.nanoTime() - began;
    }

    private long bare(int calls) throws Exception {
        HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONCURRENCY));
        WebhookSigner signer = WebhookSigner.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body =
                world.event(world.account(), "message.received").envelope().getBytes(StandardCharsets.UTF_8);
        CountDownLatch left = new CountDownLatch(calls);
        AtomicInteger begun = new AtomicInteger();
        long began = System.nanoTime();
        vertx.getOrCreateContext().runOnContext(here -> {
            for (int i = 0; i < CONCURRENCY; i++) {
                callNext(client, signer, body, begun, calls, left);
            }
        });
        assertThat(left.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return System.nanoTime() - began;
    }

    private void callNext(
            HttpClient client, WebhookSigner signer, byte[] body, AtomicInteger begun, int calls, CountDownLatch left) {
        if (begun.getAndIncrement() >= calls) {
            return;
        }
        WebhookSigner.Signatures signatures = signer.sign("evt_1", Instant.now(), body);
        client.request(HttpMethod.POST, port, "127.0.0.1", "/bare")
                .compose(request -> request.putHeader("X-Postproxy-Signature", signatures.postproxy())
                        .putHeader("webhook-signature", signatures.standard())
                        .send(Buffer.buffer(body)))
                .compose(response -> response.end())
                .onComplete(done -> {
                    left.countDown();
                    callNext(client, signer, body, begun, calls, left);
                });
    }

    private static double perSecond(int count, long nanos) {
        return count * 1e9 / nanos;
    }
}
