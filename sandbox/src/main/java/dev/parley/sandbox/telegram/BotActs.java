package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What happens to a bot rather than in a chat: its making, its token, its limits, its deliveries. */
@ApplicationScoped
class BotActs implements ActGroup {

    private final BotRegistry bots;
    private final Updates updates;
    private final Deliverer deliverer;
    private final Tuning tuning;

    BotActs(BotRegistry bots, Updates updates, Deliverer deliverer, Tuning tuning) {
        this.bots = bots;
        this.updates = updates;
        this.deliverer = deliverer;
        this.tuning = tuning;
    }

    @Override
    public List<Act> acts() {
        return List.of(
                new Act("create-bot", body -> create(new TelegramAct(body))),
                new Act("revoke-token", body -> revoke(new TelegramAct(body), true)),
                new Act("restore-token", body -> revoke(new TelegramAct(body), false)),
                new Act("limits", body -> limits(new TelegramAct(body))),
                new Act("clock", this::clock),
                new Act("hold", body -> hold(new TelegramAct(body), true)),
                new Act("release", body -> hold(new TelegramAct(body), false)),
                new Act("raw-update", body -> raw(new TelegramAct(body))),
                new Act("redeliver", body -> redeliver(new TelegramAct(body))));
    }

    private JsonObject create(TelegramAct body) {
        String token = body.text("token").orElseThrow(() -> ControlRefusal.badRequest("token is required"));
        Bot bot = bots.create(
                token, body.text("name").orElse(null), body.text("username").orElse(null));
        return new JsonObject().put("account", bot.account());
    }

    private JsonObject revoke(TelegramAct body, boolean revoked) {
        Bot bot = bots.byAccount(body.account());
        bot.setRevoked(revoked);
        return new JsonObject().put("account", bot.account()).put("revoked", revoked);
    }

    /** Without an account: for every bot that has no limits of its own. */
    private JsonObject limits(TelegramAct body) {
        if (body.text("account").isEmpty()) {
            tuning.setLimits(tuning.limits().changed(body.json()));
            return tuning.limits().toJson();
        }
        Bot bot = bots.byAccount(body.account());
        synchronized (bot) {
            SendLimits limits = bot.limitsOr(tuning.limits()).changed(body.json());
            bot.setLimits(limits);
            return limits.toJson();
        }
    }

    private JsonObject clock(JsonObject body) {
        tuning.setClock(tuning.clock().changed(body));
        return tuning.clock().toJson();
    }

    private JsonObject hold(TelegramAct body, boolean held) {
        Bot bot = bots.byAccount(body.account());
        synchronized (bot) {
            bot.updates().setHeld(held);
        }
        deliverer.pump(bot);
        return new JsonObject().put("account", bot.account()).put("held", held);
    }

    private JsonObject raw(TelegramAct body) {
        Bot bot = bots.byAccount(body.account());
        JsonObject update = body.object("update").copy();
        update.remove("update_id");
        Optional<String> kind = update.fieldNames().stream().findFirst();
        if (kind.isEmpty() || !(update.getValue(kind.get()) instanceof JsonObject content)) {
            throw ControlRefusal.badRequest("update needs a field with an object, such as message");
        }
        return TelegramAct.caused(updates.raw(bot, kind.get(), content));
    }

    private JsonObject redeliver(TelegramAct body) {
        Bot bot = bots.byAccount(body.account());
        Optional<Update> update = updates.again(bot, body.text("update_id").map(Long::valueOf));
        if (update.isEmpty()) {
            throw ControlRefusal.notFound("no such update is remembered");
        }
        return TelegramAct.caused(update);
    }
}
