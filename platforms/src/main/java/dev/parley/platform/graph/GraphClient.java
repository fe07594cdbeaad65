package dev.parley.platform.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.http.HttpAnswer;
import dev.parley.platform.http.PlatformCall;
import dev.parley.platform.http.PlatformHttp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls the Graph API: the versioned address, the token in a header, the proof that the app itself is calling, and the
 * usage headers of every answer. Never fails: a call ends as a {@link GraphAnswer}.
 */
@ApplicationScoped
public class GraphClient {
    private final PlatformHttp http;
    private final GraphConfig config;
    private final UsageLimits usage;

    public GraphClient(PlatformHttp http, GraphConfig config, UsageLimits usage) {
        this.http = http;
        this.config = config;
        this.usage = usage;
    }

    /** One call; ends within the deadline. */
    public Uni<GraphAnswer> call(GraphCall call, Duration deadline) {
        PlatformCall plain = new PlatformCall(
                call.method(), url(call), Map.of(), call.body(), call.host().baseUrl(config));
        return http.call(call.token() == null ? plain : plain.withBearer(call.token()), deadline)
                .map(answer -> read(call, answer));
    }

    private GraphAnswer read(GraphCall call, HttpAnswer answer) {
        return switch (answer) {
            case HttpAnswer.Answered answered -> read(call, answered);
            case HttpAnswer.NeverMade never -> new GraphAnswer.NeverMade(never.reason());
            case HttpAnswer.NoAnswer none -> new GraphAnswer.NoAnswer(none.reason());
        };
    }

    private GraphAnswer read(GraphCall call, HttpAnswer.Answered answered) {
        Usage used = Usage.of(answered.headers());
        if (call.token() != null) {
            usage.note(call.token(), used);
        }
        Optional<JsonNode> body = Json.parse(answered.body().getBytes());
        boolean good = answered.status() / 100 == 2;
        if (good && body.isEmpty()) {
            return new GraphAnswer.NoAnswer("the answer is not JSON");
        }
        JsonNode json = body.orElseGet(Json::object);
        return good && !json.has("error")
                ? new GraphAnswer.Done(json)
                : new GraphAnswer.Refused(GraphError.of(answered.status(), json, regain(answered.headers(), used))
                        .hiding(secrets(call)));
    }

    /** An error may quote the call it refuses. */
    private Set<String> secrets(GraphCall call) {
        Set<String> secrets = new HashSet<>(parameters(call).values());
        if (call.token() != null) {
            secrets.add(call.token());
            secrets.add(URLEncoder.encode(call.token(), StandardCharsets.UTF_8));
        }
        AppSecrets.ofWebhooks(config).forEach(secrets::add);
        return secrets;
    }

    private static @Nullable Duration regain(MultiMap headers, Usage used) {
        String retryAfter = headers.get("Retry-After");
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : used.regain();
    }

    private String url(GraphCall call) {
        StringBuilder url = new StringBuilder(call.host().baseUrl(config));
        if (call.versioned()) {
            url.append('/').append(config.version());
        }
        url.append('/').append(call.path());
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters(call).entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return url.toString();
    }

    /** Whether graph.instagram.com knows the proof is not documented; there it is left out. */
    private Map<String, String> parameters(GraphCall call) {
        Optional<String> secret = AppSecrets.signing(config);
        if (call.token() == null || call.host() != GraphHost.FACEBOOK || secret.isEmpty()) {
            return call.query();
        }
        Map<String, String> all = new LinkedHashMap<>(call.query());
        all.put("appsecret_proof", Hmac.hex(secret.get(), call.token()));
        return all;
    }
}
