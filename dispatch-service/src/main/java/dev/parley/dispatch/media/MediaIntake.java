package dev.parley.dispatch.media;

import dev.parley.media.ContentTypes;
import dev.parley.media.MediaStore;
import dev.parley.media.NewMedia;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores streamed bytes and finds out what they are; the content stands above what anybody claims about it. */
@Singleton
public class MediaIntake {
    private static final String USE = """
            update media set content_type = $2, file_name = $3, byte_size = $4, sha256 = $5, purged_at = null
            where media_key = $1 and purged_at > now()""";

    private static final Logger LOG = Logger.getLogger(MediaIntake.class);
    private static final long MEGABYTE = 1024 * 1024;

    private final NewMedia media;
    private final String base;

    /** @param base {@code parley.public-url}: the gateway as customers and platforms see it */
    MediaIntake(
            NewMedia media,
            @ConfigProperty(name = "parley.public-url", defaultValue = "http://127.0.0.1:8080") String base) {
        this.media = media;
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** Stored bytes that are purged unless somebody makes use of them. */
    public record Taken(
            MediaStore.Stored stored,
            String contentType,
            @Nullable String fileName,
            String publicUrl) implements Outcome {
        public String attachmentType() {
            return ContentTypes.attachmentType(contentType);
        }
    }

    /** Nothing was kept, for a reason a customer understands. */
    public record Refused(String reason) implements Outcome {
        static Refused tooLarge(long most) {
            return new Refused("it is larger than " + (most < MEGABYTE ? most + " bytes" : most / MEGABYTE + " MB"));
        }
    }

    /** It may go better another time; nothing is left behind. */
    public record Later(String reason) implements Outcome {}

    /** Takes up to {@code most} bytes. Never fails. */
    public Uni<Outcome> take(Multi<Buffer> content, long most, @Nullable String fileName, @Nullable String claimed) {
        AtomicReference<byte[]> head = new AtomicReference<>(new byte[0]);
        AtomicBoolean brokenOff = new AtomicBoolean();
        Multi<Buffer> watched =
                content.onFailure().invoke(() -> brokenOff.set(true)).onItem().invoke(piece -> collect(head, piece));
        return media.store(watched, most)
                .flatMap(stored -> stored.size() == 0
                        ? media.discard(stored.key()).replaceWith((Outcome) new Refused("it is empty"))
                        : Uni.createFrom().item(taken(stored, head.get(), fileName, claimed)))
                .onFailure(MediaStore.TooLarge.class)
                .recoverWithItem(large -> Refused.tooLarge(most))
                .onFailure()
                .recoverWithItem(failure -> later(failure, brokenOff.get()));
    }

    private static Outcome later(Throwable failure, boolean brokenOff) {
        if (brokenOff) {
            return new Later("the download broke off");
        }
        LOG.warnf("media not stored: %s", failure.toString());
        return new Later("it could not be stored");
    }

    private Outcome taken(MediaStore.Stored stored, byte[] head, @Nullable String fileName, @Nullable String claimed) {
        String contentType = ContentTypes.of(head, fileName, claimed);
        String whole = fileName == null ? null : ContentTypes.named(fileName, contentType);
        return new Taken(stored, contentType, whole, base + "/media/" + stored.key());
    }

    /** What is kept only up to a size that depends on what it turned out to be. */
    public Uni<Outcome> judge(Taken taken, Map<String, Long> mostByType) {
        Long most = mostByType.get(taken.attachmentType());
        if (most == null) {
            return discard(taken).replaceWith(new Refused(taken.attachmentType() + " attachments are not supported"));
        }
        return taken.stored.size() > most
                ? discard(taken).replaceWith(Refused.tooLarge(most))
                : Uni.createFrom().item(taken);
    }

    /** Keeps the bytes for good; in the transaction that makes use of them. Fails when they are purged already. */
    public Uni<Void> record(SqlClient transaction, Taken taken) {
        Tuple columns = Tuple.tuple()
                .addString(taken.stored.key().text())
                .addString(taken.contentType)
                .addString(taken.fileName)
                .addLong(taken.stored.size())
                .addBuffer(Buffer.buffer(taken.stored.sha256()));
        return transaction
                .preparedQuery(USE)
                .execute(columns)
                .invoke(used -> {
                    if (used.rowCount() == 0) {
                        throw new IllegalStateException("the bytes were purged before anybody made use of them");
                    }
                })
                .replaceWithVoid();
    }

    /** Undoes {@link #take}. */
    public Uni<Void> discard(Taken taken) {
        return media.discard(taken.stored.key());
    }

    private static void collect(AtomicReference<byte[]> head, Buffer piece) {
        byte[] sofar = head.get();
        if (sofar.length < ContentTypes.HEAD) {
            int more = Math.min(ContentTypes.HEAD - sofar.length, piece.length());
            byte[] longer = Arrays.copyOf(sofar, sofar.length + more);
            System.arraycopy(piece.getBytes(0, more), 0, longer, sofar.length, more);
            head.set(longer);
        }
    }
}
