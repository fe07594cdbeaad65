package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    }

    /**
     * The bot a request's token belongs to.
     *
     * @throws TelegramRefusal as {@link #check} does
     */
    Bot byToken(String token) {
        check(token);
        return bots.computeIfAbsent(idIn(token), made -> make(made, token, null, null));
    }

    /**
     * Whether a request's token belongs to a bot, or would make one.
     *
     * @throws TelegramRefusal 404 for what is no token at all, 401 for an unknown, wrong or revoked one
     */
    void check(String token) {
        Bot bot = bots.get(idIn(token));
        boolean good =
                bot == null ? MADE_ON_USE.matcher(token).matches() : bot.token().equals(token) && !bot.isRevoked();
        if (!good) {
            throw TelegramRefusal.unauthorized();
        }
    }

    private static long idIn(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw TelegramRefusal.notFound();
        }
        return Long.parseLong(parts.group(1));
    }

    /** The bot the control API names by its id. */
    Bot byAccount(String account) {
        return known(account).orElseThrow(() -> ControlRefusal.notFound("there is no bot " + account));
    }

    Optional<Bot> known(String account) {
        return account.matches("\\d{1,15}") ? Optional.ofNullable(bots.get(Long.parseLong(account))) : Optional.empty();
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
        begin();
    }

    void begin() {
        Bot unused = create(DEMO_TOKEN, "Parley demo", "parley_demo_bot");
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
        return (int) (Moment.millis() / 250 % 1_000_000_000);
    }

    private void silence(Bot bot) {
        synchronized (bot) {
            forgotten.accumulateAndGet(bot.lastMessageId(), Math::max);
            bot.updates().setWebhook(null);
        }
    }
}
