package dev.parley.sandbox.telegram;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a file to send comes from. Refusals are as Telegram's.
 *
 * <pre>
 *  parameter ─┬─ upload, or attach://upload ─► checked ─► new file
 *             ├─ http(s)://… ─► fetched ─────► checked ─► new file
 *             └─ file_id ────────────────────────────────► known file
 * </pre>
 */
@ApplicationScoped
class SentMedia {

    private static final String ATTACHED = "attach://";

    private final FileStore files;
    private final RemoteFiles remote;

    SentMedia(FileStore files, RemoteFiles remote) {
        this.files = files;
        this.remote = remote;
    }

    /** The call with the file that it names by URL, if it does. */
    Uni<CallParameters> fetched(CallParameters parameters, MediaKind kind) {
        Optional<String> url = parameters
                .text(kind.field())
                .filter(value -> value.startsWith("http://") || value.startsWith("https://"));
        return uploaded(parameters, kind) == null && url.isPresent()
                ? remote.fetch(url.get(), kind).map(parameters::with)
                : Uni.createFrom().item(parameters);
    }

    /** The file the call wants to send, checked but not yet stored. */
    Media of(Bot bot, CallParameters parameters, MediaKind kind) {
        UploadedFile upload = uploaded(parameters, kind);
        if (upload != null) {
            return fresh(kind, upload, kind.uploadLimit());
        }
        if (parameters.fetched() != null) {
            return fresh(kind, parameters.fetched(), kind.urlLimit());
        }
        return known(
                bot,
                kind,
                parameters
                        .text(kind.field())
                        .orElseThrow(
                                () -> TelegramRefusal.badRequest("there is no " + kind.field() + " in the request")));
    }

    private static @Nullable UploadedFile uploaded(CallParameters parameters, MediaKind kind) {
        UploadedFile direct = parameters.uploads().get(kind.field());
        String value = parameters.text(kind.field()).orElse("");
        return direct == null && value.startsWith(ATTACHED)
                ? parameters.uploads().get(value.substring(ATTACHED.length()))
                : direct;
    }

    private static Media fresh(MediaKind kind, UploadedFile upload, long limit) {
        MediaChecks.check(kind, upload, limit);
        return new Media(kind, upload, null);
    }

    private Media known(Bot bot, MediaKind kind, String fileId) {
        Optional<StoredFile> file = files.byFileId(bot, fileId);
        if (file.isEmpty()) {
            throw TelegramRefusal.badRequest("wrong file identifier/HTTP URL specified");
        }
        if (file.get().kind() != kind) {
            throw TelegramRefusal.badRequest(
                    "can't use file of type " + file.get().kind().title() + " as " + kind.title());
        }
        return new Media(kind, null, file.get());
    }

    /** Either new or known. */
    record Media(
            MediaKind kind,
            @Nullable UploadedFile upload,
            @Nullable StoredFile known) {

        List<StoredFile> stored(FileStore files, FileShape shape) {
            return known != null ? List.of(known) : files.store(kind, Objects.requireNonNull(upload), shape);
        }
    }
}
