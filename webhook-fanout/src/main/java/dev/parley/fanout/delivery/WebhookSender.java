package dev.parley.fanout.delivery;

import dev.parley.fanout.loop.FanoutConfig;
import dev.parley.fanout.subscription.Endpoint;
import dev.parley.fanout.subscription.WebhookSigner;
import dev.parley.fanout.subscription.WebhookSigner.Signatures;
import dev.parley.http.GuardedAnswer;
import dev.parley.http.GuardedCall;
import dev.parley.http.GuardedHttp;
import dev.parley.http.Target;
import dev.parley.http.UrlCheck;
import dev.parley.trace.Step;
import dev.parley.trace.TraceHeader;
import dev.parley.trace.Tracing;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Makes one call to one endpoint: the signed envelope out, a status back. Never fails. */
@ApplicationScoped
public class WebhookSender {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("Postproxy-Webhooks/1.0");
    private static final CharSequence EVENT = HttpHeaders.createOptimized("X-Postproxy-Event");
    private static final CharSequence DELIVERY = HttpHeaders.createOptimized("X-Postproxy-Delivery");
    private static final CharSequence SIGNATURE = HttpHeaders.createOptimized("X-Postproxy-Signature");
    private static final CharSequence NEXT_SIGNATURE = HttpHeaders.createOptimized("X-Postproxy-Signature-Next");
    private static final CharSequence WEBHOOK_ID = HttpHeaders.createOptimized("webhook-id");
    private static final CharSequence WEBHOOK_TIMESTAMP = HttpHeaders.createOptimized("webhook-timestamp");
    private static final CharSequence WEBHOOK_SIGNATURE = HttpHeaders.createOptimized("webhook-signature");

    private final GuardedHttp http;
    private final Tracing tracing;
    private final Duration deadline;
    private final int answerBytes;
    private final Clock clock = Clock.systemUTC();

    public WebhookSender(GuardedHttp http, Tracing tracing, FanoutConfig config) {
        this.http = http;
        this.tracing = tracing;
        this.deadline = config.deadline();
        this.answerBytes = config.answerBytes();
    }

    /**
     * Calls the endpoint.
     *
     * @param answered called once, as soon as the outcome is known
     * @param over called once, afterwards, when the connection is free again
     */
    void call(Delivery delivery, Endpoint endpoint, Consumer<Attempt> answered, Runnable over) {
        switch (endpoint.url()) {
            case UrlCheck.Allowed allowed -> sign(delivery, endpoint, allowed.target(), answered, over);
            case UrlCheck.Refused refused -> giveUp("the URL " + refused.problem(), answered, over);
        }
    }

    private void sign(Delivery delivery, Endpoint endpoint, Target target, Consumer<Attempt> answered, Runnable over) {
        WebhookSigner signer = endpoint.signer();
        if (signer == null) {
            giveUp("the webhook's secret cannot be opened", answered, over);
            return;
        }
        Instant at = clock.instant();
        post(delivery, target, headers(delivery, signer, at), at, answered, over);
    }

    private void giveUp(String reason, Consumer<Attempt> answered, Runnable over) {
        answered.accept(failed(clock.instant(), System.nanoTime(), reason));
        over.run();
    }

    private void post(
            Delivery delivery, Target target, MultiMap headers, Instant at, Consumer<Attempt> answered, Runnable over) {
        long began = System.nanoTime();
        byte[] body = delivery.event().body();
        Step step = begin(delivery);
        TraceHeader.of(step.traceparent()).forEach(headers::set);
        GuardedCall call = GuardedCall.post(target, headers, Buffer.buffer(body), deadline);
        http.call(call).subscribe().with(answer -> {
            switch (answer) {
                case GuardedAnswer.Opened opened -> {
                    step.with("status", opened.status()).end();
                    answered.accept(answered(at, began, opened));
                    opened.body().drain(answerBytes).subscribe().with(drained -> over.run());
                }
                case GuardedAnswer.NotAllowed refused -> {
                    step.fail("not allowed");
                    answered.accept(failed(at, began, refused.reason()));
                    over.run();
                }
                case GuardedAnswer.NoAnswer none -> {
                    step.fail("no answer");
                    answered.accept(failed(at, began, none.reason()));
                    over.run();
                }
            }
        });
    }

    private Step begin(Delivery delivery) {
        return tracing.follow(
                        "deliver", SpanKind.CLIENT, delivery.event().cause().traceparent())
                .with("delivery", delivery.id())
                .with("event", delivery.event().id())
                .with("type", delivery.event().type())
                .with("attempt", delivery.attempt());
    }

    private MultiMap headers(Delivery delivery, WebhookSigner signer, Instant at) {
        Event event = delivery.event();
        String id = event.id().toString();
        Signatures signatures = signer.sign(id, at, event.body());
        MultiMap headers = HttpHeaders.headers()
                .set(HttpHeaders.CONTENT_TYPE, JSON)
                .set(HttpHeaders.USER_AGENT, USER_AGENT)
                .set(EVENT, event.type())
                .set(DELIVERY, delivery.id().toString())
                .set(SIGNATURE, signatures.postproxy())
                .set(WEBHOOK_ID, id)
                .set(WEBHOOK_TIMESTAMP, Long.toString(at.getEpochSecond()))
                .set(WEBHOOK_SIGNATURE, signatures.standard());
        String next = signatures.postproxyNext();
        return next == null ? headers : headers.set(NEXT_SIGNATURE, next);
    }

    private Attempt answered(Instant at, long began, GuardedAnswer.Opened opened) {
        Duration retryAfter = opened.status() < 300
                ? null
                : RetryAfter.read(opened.headers().get(HttpHeaders.RETRY_AFTER), clock)
                        .orElse(null);
        return new Attempt(at, Duration.ofNanos(System.nanoTime() - began), opened.status(), null, retryAfter);
    }

    private static Attempt failed(Instant at, long began, String reason) {
        return new Attempt(at, Duration.ofNanos(System.nanoTime() - began), null, reason, null);
    }
}
