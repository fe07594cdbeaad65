package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow.AlreadyConnected;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.platform.ConnectionFlow.Connection;
import dev.parley.platform.ConnectionFlow.Refused;
import dev.parley.platform.ConnectionFlow.Unavailable;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Connects an account by handle and app password.
 *
 * <pre>
 *   log in at the entryway ──► the account's own PDS ──► one getLog there: may this password read messages?
 * </pre>
 */
@Singleton
class BlueskyConnection {
    private static final String CREATE = "com.atproto.server.createSession";
    private static final String GET_LOG = "chat.bsky.convo.getLog";
    private static final String DEFAULT_DOMAIN = ".bsky.social";

    private final Xrpc xrpc;
    private final BlueskyConfig config;
    private final DidDocuments documents;
    private final Function<String, Optional<Profile>> connected;

    @Inject
    BlueskyConnection(Xrpc xrpc, BlueskyConfig config, ProfileDirectory profiles) {
        this(xrpc, config, did -> profiles.byAccount("bluesky", did));
    }

    BlueskyConnection(Xrpc xrpc, BlueskyConfig config, Function<String, Optional<Profile>> connected) {
        this.xrpc = xrpc;
        this.config = config;
        this.documents = new DidDocuments(xrpc, config);
        this.connected = connected;
    }

    Uni<Connection> connect(JsonNode request, Duration within) {
        String identifier = identifier(request.path("identifier").asText("").strip());
        String appPassword = request.path("app_password").asText("");
        if (identifier.isEmpty() || appPassword.isEmpty()) {
            return refused(
                    422, "Bluesky requires `identifier` and `app_password` in the payload.", "missing_credentials");
        }
        Deadline deadline = Deadline.in(within);
        Xrpc.Method login = Xrpc.Method.post(
                CREATE, Json.object().put("identifier", identifier).put("password", appPassword));
        return xrpc.call(config.entrywayUrl(), null, login, deadline).flatMap(result -> switch (result) {
            case XrpcResult.Ok ok -> loggedIn(ok.body(), identifier, appPassword, deadline);
            case XrpcResult.Refused refused -> loginRefused(refused);
            case XrpcResult.NeverMade never -> unavailable(never.reason());
            case XrpcResult.NoAnswer none -> unavailable(none.reason());
            case XrpcResult.LockedOut locked -> refused(401, locked.error().message(), "bluesky_login_failed");
        });
    }

    private Uni<Connection> loggedIn(JsonNode login, String identifier, String appPassword, Deadline deadline) {
        String did = login.path("did").asText();
        if (isConnected(did)) {
            return Uni.createFrom()
                    .item(new AlreadyConnected(did, "This Bluesky profile is already connected to Postproxy."));
        }
        JsonNode document = login.path("didDoc");
        Uni<String> server = document.isObject()
                ? Uni.createFrom().item(DidDocuments.serverIn(document))
                : documents.server(did, deadline);
        return server.flatMap(pds -> {
            if (!xrpc.mayCall(pds)) {
                return refused(422, "The account's server could not be found.", "bluesky_login_failed");
            }
            Session session = new Session(
                    did,
                    login.path("handle").asText(identifier),
                    pds,
                    login.path("accessJwt").asText(),
                    login.path("refreshJwt").asText(),
                    identifier,
                    appPassword,
                    Instant.now());
            return checkScope(session, deadline);
        });
    }

    private boolean isConnected(String did) {
        return connected
                .apply(did)
                .filter(profile -> profile.status() == Profile.Status.ACTIVE)
                .isPresent();
    }

    private Uni<Connection> checkScope(Session session, Deadline deadline) {
        Xrpc.Method log = Xrpc.Method.get(GET_LOG, Map.of()).through(config.proxy());
        return xrpc.call(session.pds(), session.access(), log, deadline).flatMap(result -> switch (result) {
            case XrpcResult.Ok ok -> Uni.createFrom().item(connected(session, ok.body()));
            case XrpcResult.Refused refused
            when BlueskyErrors.lacksScope(refused) ->
                refused(401, BlueskyErrors.NO_DM_SCOPE.message(), "bluesky_login_failed");
            case XrpcResult.Refused refused
            when refused.name().equals("InvalidToken") ->
                refused(401, refused.error().message(), "bluesky_login_failed");
            case XrpcResult.Refused refused
            when refused.status() >= 500 || BlueskyErrors.isThrottled(refused) ->
                unavailable(refused.error().message());
            case XrpcResult.Refused refused -> refused(422, refused.error().message(), "bluesky_login_failed");
            case XrpcResult.NeverMade never -> unavailable(never.reason());
            case XrpcResult.NoAnswer none -> unavailable(none.reason());
            case XrpcResult.LockedOut locked -> refused(401, locked.error().message(), "bluesky_login_failed");
        });
    }

    /** The log's position now: what comes between connecting and the first poll must not be missed. */
    private static Connection connected(Session session, JsonNode log) {
        return new Connected(
                session.did(),
                session.handle(),
                session.handle(),
                session.write(),
                null,
                Json.object().put("cursor", log.path("cursor").asText("")),
                null,
                null);
    }

    private static Uni<Connection> loginRefused(XrpcResult.Refused refused) {
        if (refused.status() >= 500 || BlueskyErrors.isThrottled(refused)) {
            return unavailable(refused.error().message());
        }
        return refused(401, refused.error().message(), "bluesky_login_failed");
    }

    /** A bare name is a name on the main server. */
    private static String identifier(String given) {
        String name = given.startsWith("@") ? given.substring(1) : given;
        boolean complete = name.isEmpty() || name.contains(".") || name.contains("@") || name.startsWith("did:");
        return complete ? name : name + DEFAULT_DOMAIN;
    }

    private static Uni<Connection> refused(int status, String text, String code) {
        return Uni.createFrom().item(new Refused(status, text, code));
    }

    private static Uni<Connection> unavailable(String reason) {
        return Uni.createFrom().item(new Unavailable("Bluesky could not be reached: " + reason));
    }
}
