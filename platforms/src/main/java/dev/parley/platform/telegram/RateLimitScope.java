package dev.parley.platform.telegram;

import dev.parley.id.ProfileId;
import dev.parley.platform.SendOutcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom a 429 concerns. Telegram does not say whether one chat or the whole bot was too fast: it is the bot when a
 * second chat is refused while the first still has to wait.
 */
@Singleton
class RateLimitScope {
    private static final Duration UNTOLD = Duration.ofSeconds(1);

    /** One entry per bot at most. */
    private final Map<ProfileId, Flood> latest = new ConcurrentHashMap<>();

    private record Flood(String chat, long endsAtNanos) {
        boolean coversAnother(String otherChat, long nowNanos) {
            return !chat.equals(otherChat) && endsAtNanos - nowNanos > 0;
        }
    }

    SendOutcome.Scope refused(ProfileId bot, String chat, @Nullable Duration wait) {
        return refusedAt(System.nanoTime(), bot, chat, wait == null ? UNTOLD : wait);
    }

    SendOutcome.Scope refusedAt(long nowNanos, ProfileId bot, String chat, Duration wait) {
        Flood before = latest.put(bot, new Flood(chat, nowNanos + wait.toNanos()));
        return before != null && before.coversAnother(chat, nowNanos)
                ? SendOutcome.Scope.PROFILE
                : SendOutcome.Scope.CHAT;
    }
}
