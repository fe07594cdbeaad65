package dev.parley.gateway.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.internal.InternalAnswer;
import dev.parley.internal.InternalApi;
import dev.parley.json.Json;
import dev.parley.trace.RequestStep;
import dev.parley.trace.TraceHeader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * One HTTP call to dispatch. When half of the last twenty found nobody at home or got no answer, the breaker opens
 * and callers are told at once for five seconds, instead of each waiting for its deadline.
 */
@ApplicationScoped
public class DispatchCall {
    private static final int POOL = 32;
    private static final int WAITING = 256;
    private static final int CONNECT_MILLIS = 2000;

    private final WebClient client;
    private final String base;
    private final String secret;
    private final DispatchConfig config;

    /**
     * @param base {@code parley.dispatch-url}: where dispatch listens
     * @param secret {@code parley.internal.secret}: shown on every internal call
     */
    public DispatchCall(
            Vertx vertx,
            DispatchConfig config,
            @ConfigProperty(name = "parley.dispatch-url", defaultValue = "http://127.0.0.1:8082") String base,
            @ConfigProperty(name = "parley.internal.secret") String secret) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setMaxPoolSize(POOL)
                        .setMaxWaitQueueSize(WAITING)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setFollowRedirects(false));
        this.config = config;
        this.base = base;
        this.secret = secret;
    }

    /** Fails with an {@link IOException} or a timeout when no answer came. */
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.5, delay = 5000)
    public Uni<InternalAnswer> send(HttpMethod method, String path, JsonNode body) {
        HttpRequest<Buffer> request = client.requestAbs(method, base + path);
        TraceHeader.of(RequestStep.traceparent()).forEach(request::putHeader);
        return request.timeout(config.deadline().toMillis())
                .putHeader(InternalApi.SECRET_HEADER, secret)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(Json.bytes(body)))
                .map(DispatchCall::read);
    }

    private static InternalAnswer read(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw new DispatchFault("dispatch answered " + response.statusCode());
        }
        try {
            return Json.MAPPER.readValue(response.body().getBytes(), InternalAnswer.class);
        } catch (IOException unreadable) {
            throw new DispatchFault("dispatch answered something unreadable");
        }
    }
}
