package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Moment;
import dev.parley.sandbox.Numbers;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * App passwords and sessions.
 *
 * <p>Passwords need no registration: {@code <anything>} opens the account of the identifier with access to direct
 * messages, one that begins with {@code nodm-} opens it without, one that begins with {@code wrong-} does not open it.
 *
 * <p>Tokens say themselves whose they are, as Bluesky's do: a session outlives a restart of the sandbox.
 */
@ApplicationScoped
class Logins {
    private static final Duration ACCESS_LIFE = Duration.ofHours(2);
    private static final String ACCESS = "access-";
    private static final String REFRESH = "refresh-";

    private final Map<String, Long> expired = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Set<String> endedTokens = new HashSet<>();
    private final Map<String, Deque<Instant>> logins = new HashMap<>();
    private final Map<String, Boolean> revoked = new HashMap<>();
    private int loginsPerDay = 10;
    private final Numbers numbers = new Numbers();
    private long last;
    private long forgotten;

    /**
     * What a token says.
     *
     * @param number of the session, in microseconds since 1970; the later one is higher
     */
    record Claims(String did, boolean privileged, String identifier, long number) {
        private static final String SEPARATOR = "\n";

        String write(String kind) {
            String text = String.join(SEPARATOR, did, Boolean.toString(privileged), identifier, Long.toString(number));
            return kind + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Optional<Claims> read(String kind, String token) {
            if (!token.startsWith(kind)) {
                return Optional.empty();
            }
            try {
                byte[] text = Base64.getUrlDecoder().decode(token.substring(kind.length()));
                String[] parts = new String(text, StandardCharsets.UTF_8).split(SEPARATOR, -1);
                return parts.length == 4
                        ? Optional.of(new Claims(
                                parts[0], Boolean.parseBoolean(parts[1]), parts[2], Long.parseLong(parts[3])))
                        : Optional.empty();
            } catch (IllegalArgumentException forged) {
                return Optional.empty();
            }
        }

        boolean isOlderThan(Duration age) {
            return Instant.ofEpochMilli(number / 1000).plus(age).isBefore(Moment.instant());
        }
    }

    record Tokens(String access, String refresh) {}

    /** What is expired or revoked now is what was issued before now, in earlier lives too. */
    synchronized void begin() {
        last = numbers.next();
    }

    synchronized Tokens logIn(String did, String identifier, String password) {
        if (password.startsWith("wrong-") || revoked.getOrDefault(did, false)) {
            throw new XrpcRefusal(401, "AuthenticationRequired", "Invalid identifier or password");
        }
        Deque<Instant> today = logins.computeIfAbsent(did, account -> new ArrayDeque<>());
        while (!today.isEmpty() && today.peekFirst().isBefore(Moment.instant().minus(Duration.ofDays(1)))) {
            today.removeFirst();
        }
        if (today.size() >= loginsPerDay) {
            Map<String, String> headers = Map.of(
                    "ratelimit-limit",
                    Integer.toString(loginsPerDay),
                    "ratelimit-remaining",
                    "0",
                    "ratelimit-reset",
                    Long.toString(Moment.instant().getEpochSecond() + 86_400),
                    "ratelimit-policy",
                    loginsPerDay + ";w=86400");
            throw new XrpcRefusal(429, "RateLimitExceeded", "Rate Limit Exceeded", headers);
        }
        today.addLast(Moment.instant());
        return issue(did, !password.startsWith("nodm-"), identifier);
    }

    /** The old token keeps working for a while; here, for good. */
    synchronized Tokens refresh(String token) {
        if (Claims.read(ACCESS, token).isPresent()) {
            throw new XrpcRefusal(400, "InvalidToken", "Invalid token type");
        }
        Claims claims = Claims.read(REFRESH, token)
                .filter(found -> isAfter(found, ended) && !endedTokens.contains(token))
                .orElseThrow(() -> new XrpcRefusal(400, "ExpiredToken", "Token has been revoked"));
        return issue(claims.did, claims.privileged, claims.identifier);
    }

    synchronized Claims check(String token) {
        Claims claims = Claims.read(ACCESS, token)
                .filter(found -> found.number > forgotten)
                .orElseThrow(() -> new XrpcRefusal(400, "InvalidToken", "Token could not be verified"));
        if (!isAfter(claims, expired) || claims.isOlderThan(ACCESS_LIFE)) {
            throw new XrpcRefusal(400, "ExpiredToken", "Token has expired");
        }
        return claims;
    }

    /** As if two hours had passed; refreshing still works. */
    synchronized void expire(String did) {
        expired.put(did, last);
    }

    /** As if the owner had deleted the app password: no refresh and no login any more. */
    synchronized void revoke(String did, boolean passwordToo) {
        expire(did);
        ended.put(did, last);
        revoked.put(did, passwordToo);
    }

    synchronized void endSession(String refreshToken) {
        endedTokens.add(refreshToken);
    }

    synchronized int loginsToday(String did) {
        return logins.getOrDefault(did, new ArrayDeque<>()).size();
    }

    synchronized void limit(int perDay) {
        loginsPerDay = perDay;
    }

    synchronized void clear() {
        forgotten = last;
        expired.clear();
        ended.clear();
        endedTokens.clear();
        logins.clear();
        revoked.clear();
        loginsPerDay = 10;
    }

    /** Whether a session is younger than what was last done to the account's sessions, and than the last reset. */
    private boolean isAfter(Claims claims, Map<String, Long> done) {
        return claims.number > Math.max(forgotten, done.getOrDefault(claims.did, 0L));
    }

    private Tokens issue(String did, boolean privileged, String identifier) {
        last = numbers.next();
        Claims claims = new Claims(did, privileged, identifier, last);
        return new Tokens(claims.write(ACCESS), claims.write(REFRESH));
    }
}
