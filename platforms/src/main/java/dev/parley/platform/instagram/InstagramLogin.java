package dev.parley.platform.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.platform.ConnectionFlow;
import dev.parley.platform.graph.GraphAccess;
import dev.parley.platform.graph.GraphCall;
import dev.parley.platform.graph.GraphConfig;
import dev.parley.platform.graph.GraphHost;
import dev.parley.platform.graph.GraphLogin;
import dev.parley.platform.http.CallBody;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Instagram Login, and the tokens it gives.
 *
 * <pre>
 *   dialog ──► code ──► token for an hour ──► token for sixty days ──► a new one, before it ends
 * </pre>
 */
@ApplicationScoped
class InstagramLogin {
    /** Tokens live sixty days and can be renewed from their second day on. */
    static final Duration REFRESH_BEFORE = Duration.ofDays(20);

    private static final Duration LIFE = Duration.ofDays(60);

    private static final String SCOPES =
            "instagram_business_basic,instagram_business_manage_messages,instagram_business_manage_comments";

    private final GraphLogin graph;
    private final GraphConfig config;

    InstagramLogin(GraphLogin graph, GraphConfig config) {
        this.graph = graph;
        this.config = config;
    }

    /** A token and its end. */
    record Token(GraphAccess access, @Nullable Instant expiresAt) {
        /** One that cannot be renewed yet, which holds for the first day of its life. */
        static Token ofToday(GraphAccess access) {
            return new Token(access, Instant.now().plus(LIFE));
        }
    }

    boolean isConfigured() {
        return config.instagramAppId().isPresent();
    }

    ConnectionFlow.Visit dialog(String state) {
        String url = config.instagramDialogUrl() + "?"
                + GraphLogin.query(List.of(
                        Map.entry("client_id", appId()),
                        Map.entry("redirect_uri", graph.redirectUri(InstagramPlatform.NAME)),
                        Map.entry("response_type", "code"),
                        Map.entry("scope", SCOPES),
                        Map.entry("state", state)));
        return new ConnectionFlow.Visit(url, state, graph.redirectUri(InstagramPlatform.NAME));
    }

    Uni<Token> tokenOfCode(String code, Duration deadline) {
        String form = GraphLogin.query(List.of(
                Map.entry("client_id", appId()),
                Map.entry("client_secret", appSecret()),
                Map.entry("grant_type", "authorization_code"),
                Map.entry("redirect_uri", graph.redirectUri(InstagramPlatform.NAME)),
                // The dialog puts a fragment behind the code that is not part of it.
                Map.entry("code", code.endsWith("#_") ? code.substring(0, code.length() - 2) : code)));
        CallBody body = new CallBody.Whole("application/x-www-form-urlencoded", Buffer.buffer(form));
        GraphCall exchange = GraphCall.anonymous(GraphHost.INSTAGRAM_TOKENS, "POST", "oauth/access_token", body)
                .unversioned();
        return graph.demand(exchange, InstagramPlatform.NAME, deadline)
                .map(answer ->
                        answer.path("data").isArray() ? answer.path("data").path(0) : answer)
                .flatMap(answer -> longLived(answer.path("access_token").asText(), deadline));
    }

    /** A new token for one that is at least a day old; fails when it cannot be had. */
    Uni<Token> renewed(GraphAccess access, Duration deadline) {
        GraphCall call = GraphCall.get(access, "refresh_access_token")
                .unversioned()
                .with("grant_type", "ig_refresh_token")
                .with("access_token", access.token());
        return graph.demand(call, InstagramPlatform.NAME, deadline).map(answer -> token(answer, access));
    }

    /** A token for sixty days in exchange for one for an hour; fails when it cannot be had. */
    Uni<Token> longLived(String shortLived, Duration deadline) {
        GraphAccess access = new GraphAccess(GraphHost.INSTAGRAM, shortLived);
        GraphCall call = GraphCall.get(access, "access_token")
                .unversioned()
                .with("grant_type", "ig_exchange_token")
                .with("client_secret", appSecret())
                .with("access_token", shortLived);
        return graph.demand(call, InstagramPlatform.NAME, deadline).map(answer -> token(answer, access));
    }

    private static Token token(JsonNode answer, GraphAccess before) {
        String token = answer.path("access_token").asText(before.token());
        long seconds = answer.path("expires_in").asLong(0);
        return new Token(
                new GraphAccess(GraphHost.INSTAGRAM, token),
                seconds > 0 ? Instant.now().plusSeconds(seconds) : null);
    }

    private String appId() {
        return GraphLogin.orNotConfigured(config.instagramAppId(), "parley.graph.instagram-app-id");
    }

    private String appSecret() {
        Optional<String> first =
                config.instagramAppSecrets().flatMap(secrets -> secrets.stream().findFirst());
        return GraphLogin.orNotConfigured(first, "parley.graph.instagram-app-secrets");
    }
}
