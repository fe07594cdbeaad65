package dev.parley.http;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call on its way; lives on one Vert.x context, from the look-up to the last byte of the answer. */
final class Exchange {
    private final Vertx vertx;
    private final HttpClient client;
    private final HostAddresses addresses;
    private final CustomerUrls urls;
    private final UniEmitter<? super GuardedAnswer> answer;
    private @Nullable HttpClientRequest request;
    private long deadline;
    private boolean answered;
    private boolean over;

    Exchange(
            Vertx vertx,
            HttpClient client,
            HostAddresses addresses,
            CustomerUrls urls,
            UniEmitter<? super GuardedAnswer> answer) {
        this.vertx = vertx;
        this.client = client;
        this.addresses = addresses;
        this.urls = urls;
        this.answer = answer;
    }

    void begin(GuardedCall call) {
        deadline = vertx.setTimer(Math.max(1, call.deadline().toMillis()), fired -> end("no answer in time"));
        lookUp(call);
    }

    /** Whoever waited waits no longer; an answer already handed over stays readable. */
    void abandon() {
        if (!answered) {
            end("abandoned");
        }
    }

    private void lookUp(GuardedCall call) {
        addresses
                .find(call.target().host(), urls.guard())
                .onSuccess(address -> connect(call, address))
                .onFailure(unknown -> end("the host's name cannot be resolved"));
    }

    private void connect(GuardedCall call, Optional<InetAddress> address) {
        if (over) {
            return;
        }
        if (address.isEmpty()) {
            answer(new GuardedAnswer.NotAllowed("the host has no public address"));
            finish();
            return;
        }
        Target target = call.target();
        RequestOptions options =
                target.at(address.get()).setMethod(call.method()).setHeaders(call.headers());
        client.request(options).onSuccess(connected -> send(call, connected)).onFailure(failure -> {
            addresses.avoid(target.host());
            end(FailureReason.of(failure));
        });
    }

    private void send(GuardedCall call, HttpClientRequest connected) {
        request = connected;
        if (over) {
            connected.reset();
            return;
        }
        var sent = call.body() == null ? connected.send() : connected.send(call.body());
        sent.onSuccess(response -> receive(call, connected, response))
                .onFailure(failure -> end(FailureReason.of(failure)));
    }

    private void receive(GuardedCall call, HttpClientRequest connected, HttpClientResponse response) {
        response.pause();
        // Until somebody reads the body: one that is dropped here breaks off, and that is no news.
        response.exceptionHandler(broken -> {});
        if (over) {
            connected.reset();
            return;
        }
        String location = response.getHeader("Location");
        if (call.redirects() > 0 && isRedirect(response.statusCode()) && location != null) {
            connected.reset();
            follow(call, location);
            return;
        }
        answer(new GuardedAnswer.Opened(
                response.statusCode(), response.headers(), new GuardedBody(connected, response, this::finish)));
    }

    private void follow(GuardedCall call, String location) {
        switch (redirect(call.target(), location)) {
            case UrlCheck.Allowed allowed -> lookUp(call.redirectedTo(allowed.target()));
            case UrlCheck.Refused refused -> {
                answer(new GuardedAnswer.NotAllowed("redirected to a URL that " + refused.problem()));
                finish();
            }
        }
    }

    private UrlCheck redirect(Target from, String location) {
        try {
            URI base = URI.create((from.tls() ? "https://" : "http://") + from + from.path());
            return urls.check(base.resolve(location).toString());
        } catch (IllegalArgumentException malformed) {
            return new UrlCheck.Refused("is not a valid URL");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private void answer(GuardedAnswer value) {
        answered = true;
        answer.complete(value);
    }

    private void end(String reason) {
        if (over) {
            return;
        }
        finish();
        if (request != null) {
            request.reset();
        }
        if (!answered) {
            answer(new GuardedAnswer.NoAnswer(reason));
        }
    }

    private void finish() {
        over = true;
        vertx.cancelTimer(deadline);
    }
}
