package dev.parley.sandbox.bluesky;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * App passwords and sessions.
 *
 * <p>Passwords need no registration: {@code <anything>} opens the account of the identifier with access to direct
 * messages, one that begins with {@code nodm-} opens it without, one that begins with {@code wrong-} does not open it.
 */
@ApplicationScoped
class Logins {
    private static final Duration ACCESS_LIFE = Duration.ofHours(2);

    record Access(String did, boolean privileged, Instant until) {}

    private record Refresh(String did, boolean privileged, String identifier) {}

    record Tokens(String access, String refresh) {}

    private final Map<String, Access> accesses = new HashMap<>();
    private final Map<String, Refresh> refreshes = new HashMap<>();
    private final Map<String, Deque<Instant>> logins = new HashMap<>();
    private final Map<String, Boolean> revoked = new HashMap<>();
    private int loginsPerDay = 10;

    synchronized Tokens logIn(String did, String identifier, String password) {
        if (password.startsWith("wrong-") || revoked.getOrDefault(did, false)) {
            throw new XrpcRefusal(401, "AuthenticationRequired", "Invalid identifier or password");
        }
        Deque<Instant> today = logins.computeIfAbsent(did, account -> new ArrayDeque<>());
        while (!today.isEmpty() && today.peekFirst().isBefore(Instant.now().minus(Duration.ofDays(1)))) {
            today.removeFirst();
        }
        if (today.size() >= loginsPerDay) {
            Map<String, String> headers = Map.of(
                    "ratelimit-limit",
                    Integer.toString(loginsPerDay),
                    "ratelimit-remaining",
                    "0",
                    "ratelimit-reset",
                    Long.toString(Instant.now().getEpochSecond() + 86_400),
                    "ratelimit-policy",
                    loginsPerDay + ";w=86400");
            throw new XrpcRefusal(429, "RateLimitExceeded", "Rate Limit Exceeded", headers);
        }
        today.addLast(Instant.now());
        return issue(did, !password.startsWith("nodm-"), identifier);
    }

    /** The old token keeps working for a while; here, for good. */
    synchronized Tokens refresh(String token) {
        if (accesses.containsKey(token)) {
            throw new XrpcRefusal(400, "InvalidToken", "Invalid token type");
        }
        Refresh refresh = refreshes.get(token);
        if (refresh == null) {
            throw new XrpcRefusal(400, "ExpiredToken", "Token has been revoked");
        }
        return issue(refresh.did, refresh.privileged, refresh.identifier);
    }

    synchronized Access check(String token) {
        Access access = accesses.get(token);
        if (access == null) {
            throw new XrpcRefusal(400, "InvalidToken", "Token could not be verified");
        }
        if (access.until.isBefore(Instant.now())) {
            throw new XrpcRefusal(400, "ExpiredToken", "Token has expired");
        }
        return access;
    }

    /** As if two hours had passed; refreshing still works. */
    synchronized void expire(String did) {
        accesses.replaceAll((token, access) ->
                access.did.equals(did) ? new Access(access.did, access.privileged, Instant.EPOCH) : access);
    }

    /** As if the owner had deleted the app password: no refresh and no login any more. */
    synchronized void revoke(String did, boolean passwordToo) {
        expire(did);
        refreshes.values().removeIf(refresh -> refresh.did.equals(did));
        revoked.put(did, passwordToo);
    }

    synchronized void endSession(String refreshToken) {
        refreshes.remove(refreshToken);
    }

    synchronized int loginsToday(String did) {
        return logins.getOrDefault(did, new ArrayDeque<>()).size();
    }

    synchronized void limit(int perDay) {
        loginsPerDay = perDay;
    }

    synchronized void clear() {
        accesses.clear();
        refreshes.clear();
        logins.clear();
        revoked.clear();
        loginsPerDay = 10;
    }

    private Tokens issue(String did, boolean privileged, String identifier) {
        Tokens tokens = new Tokens("access-" + UUID.randomUUID(), "refresh-" + UUID.randomUUID());
        accesses.put(tokens.access, new Access(did, privileged, Instant.now().plus(ACCESS_LIFE)));
        refreshes.put(tokens.refresh, new Refresh(did, privileged, identifier));
        return tokens;
    }
}
