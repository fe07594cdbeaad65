package dev.parley.sandbox.telegram;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** sendPhoto, sendVideo, sendAnimation, sendAudio, sendVoice, sendDocument and sendSticker. */
@ApplicationScoped
class MediaMethods implements MethodGroup {

    private static final Map<String, MediaKind> KINDS = Map.of(
            "sendPhoto", MediaKind.PHOTO,
            "sendVideo", MediaKind.VIDEO,
            "sendAnimation", MediaKind.ANIMATION,
            "sendAudio", MediaKind.AUDIO,
            "sendVoice", MediaKind.VOICE,
            "sendDocument", MediaKind.DOCUMENT,
            "sendSticker", MediaKind.STICKER);

    private final SentMedia source;
    private final MediaShapes shapes;
    private final FileStore files;
    private final Sender sender;

    MediaMethods(SentMedia source, MediaShapes shapes, FileStore files, Sender sender) {
        this.source = source;
        this.shapes = shapes;
        this.files = files;
        this.sender = sender;
    }

    @Override
    public List<BotMethod> methods() {
        return KINDS.entrySet().stream()
                .map(method -> method(method.getKey(), method.getValue()))
                .toList();
    }

    private BotMethod method(String name, MediaKind kind) {
        return new BotMethod(
                name,
                "send",
                parameters -> prepare(kind, parameters),
                (bot, parameters) ->
                        perform(name, bot, parameters, source.of(bot, parameters, kind), caption(parameters)));
    }

    private Uni<CallParameters> prepare(MediaKind kind, CallParameters parameters) {
        FormattedText unused = caption(parameters);
        return source.fetched(parameters, kind);
    }

    private static FormattedText caption(CallParameters parameters) {
        FormattedText caption = FormattedText.of(parameters, "caption", "caption_entities");
        if (caption.length() > Wording.MOST_CAPTION) {
            throw TelegramRefusal.badRequest("message caption is too long");
        }
        return caption;
    }

    private Result perform(
            String method, Bot bot, CallParameters parameters, SentMedia.Media media, FormattedText caption) {
        Sender.Admission admission = sender.admit(bot, parameters);
        JsonObject said = said(parameters);
        List<StoredFile> stored = media.stored(files, shape(media, said));
        JsonObject extras = shapes.fields(bot, stored, said);
        if (media.kind() != MediaKind.STICKER && !caption.words().isEmpty()) {
            extras.put("caption", caption.words());
            if (!caption.entities().isEmpty()) {
                extras.put("caption_entities", caption.entities());
            }
        }
        return sender.send(admission, null, extras, noted(method, stored.getLast()));
    }

    private static FileShape shape(SentMedia.Media media, JsonObject said) {
        FileShape seen = media.upload() == null
                ? FileShape.NONE
                : ImageSize.of(media.upload().head()).orElse(FileShape.NONE);
        return seen.changed(said);
    }

    /** What the call says about its file, in the types the message shows it. */
    private static JsonObject said(CallParameters parameters) {
        JsonObject said = new JsonObject();
        Stream.of("width", "height", "duration")
                .forEach(name -> parameters.number(name).ifPresent(number -> said.put(name, (int) number)));
        Stream.of("title", "performer", "emoji")
                .forEach(name -> parameters.text(name).ifPresent(text -> said.put(name, text)));
        return said;
    }

    private static JsonObject noted(String method, StoredFile file) {
        JsonObject media = new JsonObject()
                .put("type", file.kind().field())
                .put("size", file.size())
                .put("file_name", file.fileName())
                .put("mime_type", file.mimeType())
                .put("sha256", file.sha256());
        return new JsonObject().put("method", method).put("media", media);
    }
}
