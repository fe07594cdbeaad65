package dev.parley.sandbox.telegram;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** getFile. */
@ApplicationScoped
class FileMethods implements MethodGroup {

    private final FileStore files;

    FileMethods(FileStore files) {
        this.files = files;
    }

    @Override
    public List<BotMethod> methods() {
        return List.of(BotMethod.of("getFile", "file", this::getFile));
    }

    private Result getFile(Bot bot, CallParameters parameters) {
        String fileId =
                parameters.text("file_id").orElseThrow(() -> TelegramRefusal.badRequest("file_id not specified"));
        StoredFile file = files.byFileId(bot, fileId)
                .orElseThrow(() -> TelegramRefusal.badRequest("wrong file_id or the file is temporarily unavailable"));
        if (file.size() > FileStore.MOST_DOWNLOAD) {
            throw TelegramRefusal.badRequest("file is too big");
        }
        return Result.of(new JsonObject()
                .put("file_id", fileId)
                .put("file_unique_id", file.uniqueId())
                .put("file_size", file.size())
                .put("file_path", file.path()));
    }
}
