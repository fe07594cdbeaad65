package dev.parley.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.PlatformError;
import dev.parley.platform.http.Deadline;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Calls as an account, with a session that is stored and renewed, never made anew for a call.
 *
 * <pre>
 *   call ──ExpiredToken or InvalidToken──► somebody renewed it meanwhile? ──yes──► call again with theirs
 *                                  │no
 *                              refresh ──revoked──► log in with the app password, if that is not too soon
 *                                  │ok                       │ok            │refused
 *                              store (compare-and-set), call again      LockedOut
 *
 *   call ──its server cannot be reached──► its DID document names another? ──► store, call there
 * </pre>
 */
@Singleton
class Sessions {
    private static final String REFRESH = "com.atproto.server.refreshSession";
    private static final String CREATE = "com.atproto.server.createSession";
    private static final Set<String> GONE =
            Set.of("ExpiredToken", "InvalidToken", "AuthenticationRequired", "AuthMissing");
    /** What a new session may mend; an {@code InvalidToken} of another kind is {@link XrpcResult.LockedOut} before. */
    private static final Set<String> RENEWABLE = Set.of("ExpiredToken", "InvalidToken");

    private static final Set<String> SHUT_OUT =
            Set.of("AccountTakedown", "AccountDeactivated", "AuthFactorTokenRequired");

    /** The least time between two looks at a document that said nothing new. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private final Xrpc xrpc;
    private final SessionStore store;
    private final BlueskyConfig config;
    private final DidDocuments documents;
    private final Map<ProfileId, Instant> lookedAt = new ConcurrentHashMap<>();
    /** Renewals under way: a burst of calls that find the session expired renews it once. */
    private final Map<ProfileId, Uni<Renewal>> renewing = new ConcurrentHashMap<>();

    Sessions(Xrpc xrpc, SessionStore store, BlueskyConfig config) {
        this.xrpc = xrpc;
        this.store = store;
        this.config = config;
        this.documents = new DidDocuments(xrpc, config);
    }

    private sealed interface Renewal {
        record Renewed(Session session) implements Renewal {}

        record Failed(XrpcResult result) implements Renewal {}
    }

    Optional<Session> of(Profile profile) {
        return store.of(profile);
    }

    /** A call to the account's PDS, forwarded where the method says so. */
    Uni<XrpcResult> call(Profile profile, Xrpc.Method method, Deadline deadline) {
        Optional<Session> session = of(profile);
        if (session.isEmpty()) {
            return Uni.createFrom().item(new XrpcResult.LockedOut(PlatformError.of("Profile is disconnected")));
        }
        return call(profile, session.get(), method, deadline)
                .flatMap(result -> result instanceof XrpcResult.NeverMade
                        ? moved(profile, session.get(), deadline)
                                .flatMap(moved -> moved.isPresent()
                                        ? call(profile, moved.get(), method, deadline)
                                        : Uni.createFrom().item(result))
                        : Uni.createFrom().item(result));
    }

    private Uni<XrpcResult> call(Profile profile, Session session, Xrpc.Method method, Deadline deadline) {
        return call(session, method, deadline).flatMap(result -> {
            if (!isExpired(result)) {
                return Uni.createFrom().item(result);
            }
            return renew(profile, session, deadline)
                    .flatMap(renewal -> callAgain(profile, renewal, method, deadline, false));
        });
    }

    /** The session on the server where the account is now, if that is another one than before. */
    private Uni<Optional<Session>> moved(Profile profile, Session session, Deadline deadline) {
        Instant now = Instant.now();
        Instant last = lookedAt.get(profile.id());
        if (last != null && now.isBefore(last.plus(BETWEEN_LOOKS))) {
            return Uni.createFrom().item(Optional.empty());
        }
        return documents.server(session.did(), deadline).flatMap(server -> {
            if (!server.isEmpty()) {
                lookedAt.put(profile.id(), now);
            }
            if (server.equals(session.pds()) || !xrpc.mayCall(server)) {
                return Uni.createFrom().item(Optional.empty());
            }
            Session there = session.at(server);
            return store.keep(profile, there).replaceWith(Optional.of(there));
        });
    }

    /** A session that was refreshed and is refused all the same gives way to a login; after that nothing is left to try. */
    private Uni<XrpcResult> callAgain(
            Profile profile, Renewal renewal, Xrpc.Method method, Deadline deadline, boolean loggedIn) {
        if (!(renewal instanceof Renewal.Renewed renewed)) {
            return Uni.createFrom().item(((Renewal.Failed) renewal).result());
        }
        return call(renewed.session(), method, deadline).flatMap(result -> {
            if (!(result instanceof XrpcResult.Refused refused) || !isExpired(result)) {
                return Uni.createFrom().item(result);
            }
            return loggedIn
                    ? Uni.createFrom().item(new XrpcResult.LockedOut(refused.error()))
                    : once(profile, () -> logIn(profile, renewed.session(), deadline))
                            .flatMap(again -> callAgain(profile, again, method, deadline, true));
        });
    }

    private Uni<XrpcResult> call(Session session, Xrpc.Method method, Deadline deadline) {
        return xrpc.call(session.pds(), session.access(), method, deadline).map(Sessions::lockedOutOrSame);
    }

    private static boolean isExpired(XrpcResult result) {
        return result instanceof XrpcResult.Refused refused && RENEWABLE.contains(refused.name());
    }

    private static XrpcResult lockedOutOrSame(XrpcResult result) {
        if (!(result instanceof XrpcResult.Refused refused)) {
            return result;
        }
        if (BlueskyErrors.lacksScope(refused)) {
            return new XrpcResult.LockedOut(BlueskyErrors.NO_DM_SCOPE);
        }
        return SHUT_OUT.contains(refused.name()) || refused.status() == 401
                ? new XrpcResult.LockedOut(refused.error())
                : result;
    }

    private Uni<Renewal> renew(Profile profile, Session stale, Deadline deadline) {
        return once(profile, () -> renewOnce(profile, stale, deadline));
    }

    private Uni<Renewal> once(Profile profile, Supplier<Uni<Renewal>> renewal) {
        return renewing.computeIfAbsent(
                profile.id(),
                id -> Uni.createFrom()
                        .deferred(renewal::get)
                        .onTermination()
                        .invoke(() -> renewing.remove(id))
                        .memoize()
                        .indefinitely());
    }

    private Uni<Renewal> renewOnce(Profile profile, Session stale, Deadline deadline) {
        return store.fresh(profile).flatMap(fresh -> {
            Session stored = fresh.orElse(stale);
            if (!stored.access().equals(stale.access())) {
                return Uni.createFrom().item(new Renewal.Renewed(stored));
            }
            return refresh(profile, stored, deadline);
        });
    }

    private Uni<Renewal> refresh(Profile profile, Session session, Deadline deadline) {
        Xrpc.Method refresh = Xrpc.Method.post(REFRESH, null);
        return xrpc.call(session.pds(), session.refresh(), refresh, deadline).flatMap(result -> switch (result) {
            case XrpcResult.Ok ok -> keep(profile, tokens(session, ok.body()));
            case XrpcResult.Refused refused when GONE.contains(refused.name()) -> logIn(profile, session, deadline);
            case XrpcResult.Refused refused -> failed(lockedOutOrSame(refused));
            case XrpcResult.NeverMade never -> failed(never);
            // A refresh is no send: without an answer the call it was for was not made.
            case XrpcResult.NoAnswer none -> failed(new XrpcResult.NeverMade(none.reason()));
            case XrpcResult.LockedOut locked -> failed(locked);
        });
    }

    private Uni<Renewal> logIn(Profile profile, Session session, Deadline deadline) {
        if (Instant.now().isBefore(session.loggedInAt().plus(config.betweenLogins()))) {
            return failed(new XrpcResult.NeverMade("the session was revoked and the last login is too recent"));
        }
        Xrpc.Method create = Xrpc.Method.post(
                CREATE, Json.object().put("identifier", session.identifier()).put("password", session.appPassword()));
        return xrpc.call(session.pds(), null, create, deadline).flatMap(result -> switch (result) {
            case XrpcResult.Ok ok -> keep(profile, loggedIn(session, ok.body()));
            case XrpcResult.Refused refused
            when refused.status() == 401 -> failed(new XrpcResult.LockedOut(refused.error()));
            case XrpcResult.Refused refused -> failed(refused);
            case XrpcResult.NeverMade never -> failed(never);
            case XrpcResult.NoAnswer none -> failed(new XrpcResult.NeverMade(none.reason()));
            case XrpcResult.LockedOut locked -> failed(locked);
        });
    }

    private static Session tokens(Session session, JsonNode answer) {
        return session.refreshed(
                answer.path("accessJwt").asText(), answer.path("refreshJwt").asText());
    }

    private static Session loggedIn(Session session, JsonNode answer) {
        Session renewed = tokens(session, answer);
        return new Session(
                renewed.did(),
                renewed.handle(),
                renewed.pds(),
                renewed.access(),
                renewed.refresh(),
                renewed.identifier(),
                renewed.appPassword(),
                Instant.now());
    }

    private Uni<Renewal> keep(Profile profile, Session renewed) {
        return store.keep(profile, renewed).replaceWith(new Renewal.Renewed(renewed));
    }

    private static Uni<Renewal> failed(XrpcResult result) {
        return Uni.createFrom().item(new Renewal.Failed(result));
    }
}
