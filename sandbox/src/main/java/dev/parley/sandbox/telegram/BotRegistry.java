package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.SandboxSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bots there are. The demo bot always exists; a token {@code <digits>:test-<anything>} becomes a bot when it is
 * first used; every other bot is made by the control API.
 */
@ApplicationScoped
class BotRegistry {

    static final String DEMO_TOKEN = "4242424242:PARLEY-demo-bot-token";

    private static final Pattern TOKEN = Pattern.compile("(\\d{1,15}):(.+)");
    private static final Pattern MADE_ON_USE = Pattern.compile("\\d{1,15}:test-.*");

    private final SandboxSettings settings;
    private final Map<Long, Bot> bots = new ConcurrentHashMap<>();
    private final AtomicInteger forgotten = new AtomicInteger();

    BotRegistry(SandboxSettings settings) {
        this.settings = settings;
        reset();
    }

    /**
     * The bot a request's token belongs to.
     *
     * @throws TelegramRefusal 404 for what is no token at all, 401 for an unknown, wrong or revoked one
     */
    Bot byToken(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw TelegramRefusal.notFound();
        }
        long id = Long.parseLong(parts.group(1));
        Bot bot = bots.get(id);
        if (bot == null && MADE_ON_USE.matcher(token).matches()) {
            bot = bots.computeIfAbsent(id, made -> make(made, token, null, null));
        }
        if (bot == null || !bot.token().equals(token) || bot.isRevoked()) {
            throw TelegramRefusal.unauthorized();
        }
        return bot;
    }

    /** The bot the control API names by its id. */
    Bot byAccount(String account) {
        Bot bot = account.matches("\\d{1,15}") ? bots.get(Long.parseLong(account)) : null;
        if (bot == null) {
            throw ControlRefusal.notFound("there is no bot " + account);
        }
        return bot;
    }

    /** Makes a bot known; its token replaces an earlier one of the same id, whose chats are forgotten. */
    Bot create(String token, @Nullable String firstName, @Nullable String username) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw ControlRefusal.badRequest("a token is digits, a colon, and something");
        }
        long id = Long.parseLong(parts.group(1));
        Bot bot = make(id, token, firstName, username);
        Bot before = bots.put(id, bot);
        if (before != null) {
            silence(before);
        }
        return bot;
    }

    boolean isBot(long id) {
        return bots.containsKey(id);
    }

    List<Bot> all() {
        return List.copyOf(bots.values());
    }

    void reset() {
        bots.values().forEach(this::silence);
        bots.clear();
        create(DEMO_TOKEN, "Parley demo", "parley_demo_bot");
    }

    private Bot make(long id, String token, @Nullable String firstName, @Nullable String username) {
        return new Bot(
                id,
                token,
                firstName == null ? "Bot " + id : firstName,
                username == null ? "parley_" + id + "_bot" : username,
                new UpdateQueues(settings.pendingLimit()),
                Math.max(forgotten.get(), quartersOfSeconds()));
    }

    /**
     * A clock for message ids, which have 31 bits: a bot's chats go on beyond those of an earlier life of the sandbox,
     * unless that one wrote more than four messages a second to one of them.
     */
    private static int quartersOfSeconds() {
        return (int) (System.currentTimeMillis() / 250 % 1_000_000_000);
    }

    private void silence(Bot bot) {
        synchronized (bot) {
            forgotten.accumulateAndGet(bot.lastMessageId(), Math::max);
            bot.updates().setWebhook(null);
        }
    }
}
