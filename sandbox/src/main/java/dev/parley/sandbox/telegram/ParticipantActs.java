package dev.parley.sandbox.telegram;

import dev.parley.sandbox.ControlRefusal;
import dev.parley.sandbox.Moment;
import dev.parley.sandbox.SandboxParticipant;
import dev.parley.sandbox.SandboxSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person can do in a chat: write, edit, block and unblock. */
@ApplicationScoped
class ParticipantActs implements ActGroup {

    private final BotRegistry bots;
    private final Directory directory;
    private final Updates updates;
    private final ActUploads uploads;
    private final SandboxSettings settings;

    ParticipantActs(
            BotRegistry bots, Directory directory, Updates updates, ActUploads uploads, SandboxSettings settings) {
        this.bots = bots;
        this.directory = directory;
        this.updates = updates;
        this.uploads = uploads;
        this.settings = settings;
    }

    @Override
    public List<Act> acts() {
        return List.of(
                new Act("send", body -> send(new TelegramAct(body))),
                new Act("edit", body -> edit(new TelegramAct(body))),
                new Act("block", body -> block(new TelegramAct(body), true)),
                new Act("unblock", body -> block(new TelegramAct(body), false)),
                new Act("deactivate", body -> deactivate(new TelegramAct(body))),
                new Act("set-avatar", body -> setAvatar(new TelegramAct(body))));
    }

    /**
     * The person sends any message.
     *
     * @param fields the message's own fields (text, contact, caption…); they win over what the sandbox fills in
     * @return {@code {"external_id","update_id"}}
     */
    JsonObject write(Bot bot, SandboxParticipant participant, JsonObject fields, Optional<Long> replyTo) {
        TelegramUser user = directory.meet(participant);
        synchronized (bot) {
            TelegramChat chat = bot.chat(user.id());
            if (chat.isBlocked()) {
                throw ControlRefusal.conflict("the participant has blocked the bot");
            }
            chat.start();
            JsonObject extras = fields.copy();
            replyTo.ifPresent(id -> extras.put("reply_to_message", original(bot, user, chat, id)));
            String text = textIn(extras);
            TelegramMessage message = new TelegramMessage(
                    chat.nextMessageId(),
                    false,
                    Moment.instant().getEpochSecond(),
                    0,
                    text,
                    extras.isEmpty() ? null : extras,
                    null);
            chat.add(message, settings.chatLimit());
            return TelegramAct.caused(updates.message(bot, user, message))
                    .put("external_id", Integer.toString(message.id()));
        }
    }

    private JsonObject send(TelegramAct body) {
        Bot bot = bots.byAccount(body.account());
        JsonObject fields = uploads.fields(bot, body.object("upload")).mergeIn(body.object("message"));
        if (fields.isEmpty()) {
            throw ControlRefusal.badRequest("message or upload is required");
        }
        Optional<Long> replyTo = body.text("reply_to").map(Long::valueOf);
        return write(bot, body.participant(), fields, replyTo);
    }

    private JsonObject edit(TelegramAct body) {
        Bot bot = bots.byAccount(body.account());
        TelegramUser user = directory.meet(body.participant());
        long id = body.messageId().orElseThrow(() -> ControlRefusal.badRequest("external_id is required"));
        synchronized (bot) {
            TelegramChat chat = bot.chat(user.id());
            TelegramMessage message = chat.message(id)
                    .filter(known -> !known.fromBot())
                    .orElseThrow(() -> ControlRefusal.notFound("the participant has no message " + id));
            JsonObject extras = message.extras() == null
                    ? new JsonObject()
                    : message.extras().copy();
            if (body.object("message").containsKey("text")) {
                extras.remove("entities");
            }
            extras.mergeIn(body.object("message"));
            String changed = textIn(extras);
            TelegramMessage edited = message.withText(
                    changed == null ? message.text() : changed,
                    extras.isEmpty() ? null : extras,
                    null,
                    Moment.instant().getEpochSecond());
            chat.replace(edited);
            return TelegramAct.caused(updates.message(bot, user, edited)).put("external_id", Long.toString(id));
        }
    }

    private JsonObject block(TelegramAct body, boolean blocked) {
        Bot bot = bots.byAccount(body.account());
        TelegramUser user = directory.meet(body.participant());
        synchronized (bot) {
            TelegramChat chat = bot.chat(user.id());
            if (chat.isBlocked() == blocked) {
                return TelegramAct.caused(Optional.empty());
            }
            chat.setBlocked(blocked);
            return TelegramAct.caused(updates.membership(bot, user, blocked));
        }
    }

    private JsonObject deactivate(TelegramAct body) {
        directory.deactivate(Directory.idOf(body.participant()));
        return new JsonObject().put("deactivated", true);
    }

    private JsonObject setAvatar(TelegramAct body) {
        TelegramUser user = directory.meet(body.participant());
        List<StoredFile> sizes = uploads.avatar(user.id(), body.object("upload"));
        directory.setAvatar(user.id(), sizes);
        return new JsonObject().put("file_unique_id", sizes.getLast().uniqueId());
    }

    /** Takes the text out of the fields and marks its commands and links. */
    private static @Nullable String textIn(JsonObject fields) {
        if (!(fields.remove("text") instanceof String text)) {
            return null;
        }
        JsonArray entities = Wording.entities(text);
        if (!entities.isEmpty() && !fields.containsKey("entities")) {
            fields.put("entities", entities);
        }
        return text;
    }

    private static JsonObject original(Bot bot, TelegramUser user, TelegramChat chat, long id) {
        TelegramMessage message = chat.message(id)
                .orElseThrow(() -> ControlRefusal.notFound("there is no message " + id + " to reply to"));
        JsonObject json = message.toJson(message.fromBot() ? bot.asSender() : user.asSender(), user.asChat());
        json.remove("reply_to_message");
        return json;
    }
}
