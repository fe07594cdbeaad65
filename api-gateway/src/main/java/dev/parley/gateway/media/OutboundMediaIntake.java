package dev.parley.gateway.media;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.Upload;
import dev.parley.http.CustomerUrls;
import dev.parley.http.FileNames;
import dev.parley.http.UrlCheck;
import dev.parley.id.AttachmentId;
import dev.parley.media.ContentTypes;
import dev.parley.media.MediaKey;
import dev.parley.media.MediaStore;
import dev.parley.media.NewMedia;
import dev.parley.node.IdGenerator;
import dev.parley.platform.Capabilities;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the one attachment of a send, whatever its form.
 *
 * <pre>
 *   uploaded file, data URI, base64 object ──► stored now, shown as processed
 *   URL                                    ──► left where it is, shown as pending; dispatch fetches it before it sends
 * </pre>
 */
@ApplicationScoped
public class OutboundMediaIntake {
    private static final long MEGABYTE = 1024 * 1024;

    private final NewMedia newMedia;
    private final PublicUrls urls;
    private final CustomerUrls customerUrls;
    private final IdGenerator ids;
    private final Vertx vertx;

    public OutboundMediaIntake(
            NewMedia newMedia, PublicUrls urls, CustomerUrls customerUrls, IdGenerator ids, Vertx vertx) {
        this.newMedia = newMedia;
        this.urls = urls;
        this.customerUrls = customerUrls;
        this.ids = ids;
        this.vertx = vertx;
    }

    /**
     * The attachment; empty when there is none. Nothing is stored when it fails.
     *
     * @param media at most one of these and {@code uploads} together
     */
    public Uni<Optional<OutboundMedia>> take(Capabilities can, List<JsonNode> media, List<Upload> uploads) {
        if (!uploads.isEmpty()) {
            return upload(can, uploads.getFirst()).map(Optional::of);
        }
        if (media.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return switch (GivenMedia.read(media.getFirst())) {
            case GivenMedia.AtUrl given -> Uni.createFrom().item(Optional.of(atUrl(given.url())));
            case GivenMedia.Inline given -> inline(can, given).map(Optional::of);
        };
    }

    private OutboundMedia atUrl(String url) {
        if (customerUrls.check(url) instanceof UrlCheck.Refused refused) {
            throw ApiException.unprocessable("media[0] " + refused.problem());
        }
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        String type =
                ContentTypes.byName(path).map(ContentTypes::attachmentType).orElse("file");
        return new OutboundMedia(new AttachmentId(ids.next()), type, url, null, null, null);
    }

    private Uni<OutboundMedia> inline(Capabilities can, GivenMedia.Inline given) {
        byte[] head = Arrays.copyOf(given.bytes(), Math.min(ContentTypes.HEAD, given.bytes().length));
        String contentType = ContentTypes.of(head, given.fileName(), given.contentType());
        long most = mostBytes(can, contentType);
        if (given.bytes().length > most) {
            throw tooLarge(most);
        }
        Multi<Buffer> content = Multi.createFrom().item(Buffer.buffer(given.bytes()));
        return newMedia.store(content, most).map(stored -> stored(stored, contentType, given.fileName()));
    }

    private Uni<OutboundMedia> upload(Capabilities can, Upload upload) {
        OpenOptions reading = new OpenOptions().setRead(true).setWrite(false).setCreate(false);
        String path = upload.path().toString();
        return vertx.fileSystem()
                .open(path, reading)
                .flatMap(file ->
                        file.read(Buffer.buffer(), 0, 0, ContentTypes.HEAD).eventually(file::close))
                .flatMap(head -> {
                    String contentType = ContentTypes.of(head.getBytes(), upload.fileName(), upload.claimedType());
                    if (upload.size() == 0) {
                        throw ApiException.unprocessable("media[0] is empty");
                    }
                    long most = mostBytes(can, contentType);
                    if (upload.size() > most) {
                        throw tooLarge(most);
                    }
                    Multi<Buffer> content = vertx.fileSystem()
                            .open(path, reading)
                            .onItem()
                            .transformToMulti(
                                    file -> file.toMulti().onTermination().call(file::close));
                    return newMedia.store(content, most).map(stored -> stored(stored, contentType, upload.fileName()));
                });
    }

    /** Undoes {@link #take} for a send that turned out to be an earlier one. Never fails. */
    public Uni<Void> discard(@Nullable OutboundMedia media) {
        MediaKey key = media == null ? null : media.key();
        return key == null
                ? Uni.createFrom().voidItem()
                : newMedia.discard(key).onFailure().recoverWithNull();
    }

    private OutboundMedia stored(MediaStore.Stored stored, String contentType, @Nullable String fileName) {
        return new OutboundMedia(
                new AttachmentId(ids.next()),
                ContentTypes.attachmentType(contentType),
                urls.ofMedia(stored.key()),
                stored,
                contentType,
                fileName == null
                        ? null
                        : FileNames.clean(fileName)
                                .map(name -> ContentTypes.named(name, contentType))
                                .orElse(null));
    }

    private static long mostBytes(Capabilities can, String contentType) {
        String type = ContentTypes.attachmentType(contentType);
        Long most = can.media().get(type);
        if (most == null) {
            throw ApiException.unprocessable(
                    "Attachments of type " + type + " are not supported on " + can.displayName());
        }
        return most;
    }

    private static ApiException tooLarge(long most) {
        return ApiException.unprocessable("media[0] is too large (maximum is " + most / MEGABYTE + " MB)");
    }
}
