package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Acts;
import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.SandboxPlatform;
import io.quarkus.arc.All;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Telegram as the control API sees it. */
@ApplicationScoped
class TelegramSandbox implements SandboxPlatform {

    private static final SandboxParticipant JANE = new SandboxParticipant("5355585610", "Jane Doe", "jane_doe");

    private final BotRegistry bots;
    private final Directory directory;
    private final FileStore files;
    private final Updates updates;
    private final Tuning tuning;
    private final TelegramLedger ledger;
    private final ParticipantActs participants;
    private final ActUploads uploads;
    private final Deliverer deliverer;
    private final Acts acts = new Acts();

    TelegramSandbox(
            BotRegistry bots,
            Directory directory,
            FileStore files,
            Updates updates,
            Tuning tuning,
            TelegramLedger ledger,
            ParticipantActs participants,
            ActUploads uploads,
            Deliverer deliverer,
            @All List<ActGroup> groups) {
        this.bots = bots;
        this.directory = directory;
        this.files = files;
        this.updates = updates;
        this.tuning = tuning;
        this.ledger = ledger;
        this.participants = participants;
        this.uploads = uploads;
        this.deliverer = deliverer;
        groups.forEach(group -> group.acts().forEach(act -> acts.add(act.name(), act.play())));
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public JsonObject demoAccount() {
        JsonObject connection = new JsonObject().put("platform", name()).put("bot_token", BotRegistry.DEMO_TOKEN);
        return new JsonObject()
                .put("platform", name())
                .put("connection", connection)
                .put("account", BotRegistry.DEMO_TOKEN.substring(0, BotRegistry.DEMO_TOKEN.indexOf(':')))
                .put("participant", JANE.toJson());
    }

    @Override
    public String say(String account, SandboxParticipant participant, String text) {
        JsonObject fields = new JsonObject().put("text", text);
        return participants
                .write(bots.byAccount(account), participant, fields, Optional.empty())
                .getString("external_id");
    }

    @Override
    public JsonArray inbox(String account, String participant) {
        Bot bot = bots.byAccount(account);
        JsonArray received = new JsonArray();
        synchronized (bot) {
            bot.knownChat(Directory.idOf(participant)).map(TelegramChat::messages).orElse(List.of()).stream()
                    .filter(TelegramMessage::fromBot)
                    .forEach(message -> received.add(inInbox(message)));
        }
        return received;
    }

    @Override
    public Ledger ledger() {
        return ledger.ledger();
    }

    @Override
    public JsonObject act(String act, JsonObject body) {
        return acts.play(act, body);
    }

    @Override
    public void begin() {
        bots.begin();
        introduceJane();
    }

    @Override
    public void deliverOwed() {
        bots.all().forEach(deliverer::pump);
    }

    @Override
    public void reset() {
        bots.reset();
        directory.clear();
        files.clear();
        updates.clear();
        tuning.reset();
        ledger.ledger().clear();
        introduceJane();
    }

    private void introduceJane() {
        TelegramUser jane = directory.meet(JANE);
        directory.setAvatar(jane.id(), uploads.avatar(jane.id(), new JsonObject()));
    }

    private static JsonObject inInbox(TelegramMessage message) {
        JsonObject shown = new JsonObject()
                .put("external_id", Integer.toString(message.id()))
                .put("text", message.words())
                .put("at", Instant.ofEpochSecond(message.date()).toString())
                .put("kind", kindOf(message));
        if (message.editDate() > 0) {
            shown.put("edited", true);
        }
        if (message.extras() != null && message.extras().containsKey("reply_to_message")) {
            int original = message.extras().getJsonObject("reply_to_message").getInteger("message_id");
            shown.put("reply_to", Integer.toString(original));
        }
        return message.markup() == null
                ? shown
                : shown.put("reply_markup", message.markup().json());
    }

    private static String kindOf(TelegramMessage message) {
        JsonObject extras = message.extras();
        if (message.text() != null || extras == null) {
            return "text";
        }
        return List.of(MediaKind.values()).stream()
                .map(MediaKind::field)
                .filter(extras::containsKey)
                .findFirst()
                .orElse("other");
    }
}
