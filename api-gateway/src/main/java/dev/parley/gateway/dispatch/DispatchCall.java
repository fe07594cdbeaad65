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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One HTTP call to dispatch, behind the guard of its owner. Platforms share no connections. */
@ApplicationScoped
public class DispatchCall {
    private static final int WAITING = 1024;
    private static final int CONNECT_MILLIS = 2000;

    private final Map<String, WebClient> clients = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final ActionGuards guards;
    private final String base;
    private final String secret;
    private final DispatchConfig config;

    /**
     * @param base {@code parley.dispatch-url}: where dispatch listens
     * @param secret {@code parley.internal.secret}: shown on every internal call
     */
    public DispatchCall(
            Vertx vertx,
            ActionGuards guards,
            DispatchConfig config,
            @ConfigProperty(name = "parley.dispatch-url", defaultValue = "http://127.0.0.1:8082") String base,
            @ConfigProperty(name = "parley.internal.secret") String secret) {
        this.vertx = vertx;
        this.guards = guards;
        this.config = config;
        this.base = base;
        this.secret = secret;
    }

    /** Fails with an {@link IOException}, a timeout or the guard's refusal when no answer came. */
    public Uni<InternalAnswer> send(ActionOwner owner, HttpMethod method, String path, JsonNode body) {
        long begun = System.nanoTime();
        Map<String, String> trace = TraceHeader.of(RequestStep.traceparent());
        return guards.of(owner)
                .get(() -> Uni.createFrom().deferred(() -> {
                    Duration left = config.deadline().minusNanos(System.nanoTime() - begun);
                    return left.isPositive()
                            ? send(owner.platform(), method, path, body, trace, left)
                            : Uni.createFrom().failure(new TimeoutException("waited too long"));
                }));
    }

    private Uni<InternalAnswer> send(
            String platform, HttpMethod method, String path, JsonNode body, Map<String, String> trace, Duration left) {
        HttpRequest<Buffer> request =
                clients.computeIfAbsent(platform, first -> client()).requestAbs(method, base + path);
        trace.forEach(request::putHeader);
        return request.timeout(left.toMillis() + 1)
                .putHeader(InternalApi.SECRET_HEADER, secret)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(Json.bytes(body)))
                .map(DispatchCall::read);
    }

    private WebClient client() {
        return WebClient.create(
                vertx,
                new WebClientOptions()
                        .setMaxPoolSize(config.atATimePerPlatform())
                        .setMaxWaitQueueSize(WAITING)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setFollowRedirects(false));
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
