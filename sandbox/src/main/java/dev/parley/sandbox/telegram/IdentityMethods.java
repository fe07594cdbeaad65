package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Who is who: getMe, getChat, getUserProfilePhotos. */
@ApplicationScoped
class IdentityMethods implements MethodGroup {

    private final Directory directory;
    private final MediaShapes shapes;
    private final FileStore files;

    IdentityMethods(Directory directory, MediaShapes shapes, FileStore files) {
        this.directory = directory;
        this.shapes = shapes;
        this.files = files;
    }

    @Override
    public List<BotMethod> methods() {
        return List.of(
                BotMethod.of("getMe", "connect", this::getMe),
                BotMethod.of("getChat", "lookup", this::getChat),
                BotMethod.of("getUserProfilePhotos", "lookup", this::getUserProfilePhotos));
    }

    private Result getMe(Bot bot, CallParameters parameters) {
        return Result.of(bot.asSender()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", false)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false));
    }

    private Result getChat(Bot bot, CallParameters parameters) {
        if (parameters.text("chat_id").isEmpty()) {
            throw TelegramRefusal.badRequest("chat_id is empty");
        }
        TelegramUser user =
                writer(bot, parameters, "chat_id").orElseThrow(() -> TelegramRefusal.badRequest("chat not found"));
        JsonObject chat = user.asChat();
        if (user.username() != null) {
            chat.put("active_usernames", new JsonArray().add(user.username()));
        }
        chat.put("accent_color_id", 0).put("max_reaction_count", 11);
        directory.avatar(user.id()).ifPresent(sizes -> chat.put("photo", chatPhoto(bot, sizes)));
        return Result.of(chat);
    }

    private Result getUserProfilePhotos(Bot bot, CallParameters parameters) {
        TelegramUser user =
                writer(bot, parameters, "user_id").orElseThrow(() -> TelegramRefusal.badRequest("user not found"));
        JsonArray photos = new JsonArray();
        directory.avatar(user.id()).ifPresent(sizes -> photos.add(shapes.photoSizes(bot, sizes)));
        return Result.of(new JsonObject().put("total_count", photos.size()).put("photos", photos));
    }

    /** The person a parameter names, if they have ever written to the bot. */
    private Optional<TelegramUser> writer(Bot bot, CallParameters parameters, String name) {
        return parameters.number(name).stream()
                .boxed()
                .filter(id -> bot.knownChat(id).filter(TelegramChat::isStarted).isPresent())
                .findFirst()
                .flatMap(directory::user);
    }

    private JsonObject chatPhoto(Bot bot, List<StoredFile> sizes) {
        StoredFile small = sizes.getFirst();
        StoredFile big = sizes.getLast();
        return new JsonObject()
                .put("small_file_id", files.fileId(bot, small))
                .put("small_file_unique_id", small.uniqueId())
                .put("big_file_id", files.fileId(bot, big))
                .put("big_file_unique_id", big.uniqueId());
    }
}
