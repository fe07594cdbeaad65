package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Journal;
import dev.parley.sandbox.Kind;
import dev.parley.sandbox.Kinds;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The methods of the Bot API. Reading ones are acts as well: a token may become a bot by being used. */
@ApplicationScoped
class TelegramActs implements Kinds {
    private final Journal journal;
    private final BotRegistry bots;
    private final Map<String, BotMethod> methods = new HashMap<>();
    private final Kind<TelegramCall, Result> call =
            new Kind<>("telegram", TelegramCall::toJson, TelegramCall::from, this::perform);

    TelegramActs(Journal journal, BotRegistry bots, @All List<MethodGroup> groups) {
        this.journal = journal;
        this.bots = bots;
        groups.forEach(group ->
                group.methods().forEach(method -> methods.put(method.name().toLowerCase(Locale.ROOT), method)));
    }

    @Override
    public List<Kind<?, ?>> kinds() {
        return List.of(call);
    }

    Optional<BotMethod> method(String name) {
        return Optional.ofNullable(methods.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Refuses by throwing or failing with a {@link TelegramRefusal}. */
    Uni<Result> call(String token, BotMethod method, CallParameters parameters) {
        bots.check(token);
        return method.prepare()
                .apply(parameters)
                .map(complete -> journal.act(call, new TelegramCall(token, method.name(), complete)));
    }

    private Result perform(TelegramCall made) {
        Bot bot = bots.byToken(made.token());
        BotMethod method = method(made.method()).orElseThrow(TelegramRefusal::notFound);
        synchronized (bot) {
            return method.body().apply(bot, made.parameters());
        }
    }
}
