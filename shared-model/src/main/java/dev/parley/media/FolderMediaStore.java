package dev.parley.media;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.file.AsyncFile;
import io.vertx.mutiny.core.file.FileSystem;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Media in a folder that all services see.
 *
 * <pre>
 *   content ──► folder/ab/&lt;key&gt;.part ──complete──► rename ──► folder/ab/&lt;key&gt;
 * </pre>
 */
@Singleton
@DefaultBean
public class FolderMediaStore implements MediaStore {
    private final FileSystem files;
    private final Path folder;

    public FolderMediaStore(Vertx vertx, MediaConfig config) {
        this.files = vertx.fileSystem();
        this.folder = Path.of(config.folder()).toAbsolutePath();
    }

    @Override
    public Uni<Stored> put(Multi<Buffer> content, long most) {
        MediaKey key = MediaKey.random();
        String part = place(key) + ".part";
        AtomicLong size = new AtomicLong();
        MessageDigest digest = sha256();
        return files.mkdirs(shelf(key).toString())
                .flatMap(made ->
                        files.open(part, new OpenOptions().setCreateNew(true).setWrite(true)))
                .flatMap(file -> copy(content, file, most, size, digest))
                .flatMap(written -> files.move(part, place(key).toString()))
                .onFailure()
                .call(() -> files.delete(part).onFailure().recoverWithNull())
                .map(moved -> new Stored(key, size.get(), digest.digest()));
    }

    private static Uni<Void> copy(
            Multi<Buffer> content, AsyncFile file, long most, AtomicLong size, MessageDigest digest) {
        return content.onItem()
                .transformToUniAndConcatenate(chunk -> {
                    if (size.addAndGet(chunk.length()) > most) {
                        return Uni.createFrom().<Void>failure(new TooLarge(most));
                    }
                    digest.update(chunk.getBytes());
                    return file.write(chunk);
                })
                .onItem()
                .ignoreAsUni()
                .eventually(file::close);
    }

    @Override
    public Uni<Optional<Long>> size(MediaKey key) {
        String path = place(key).toString();
        return files.exists(path)
                .flatMap(there -> there
                        ? files.props(path).map(props -> Optional.of(props.size()))
                        : Uni.createFrom().item(Optional.<Long>empty()));
    }

    @Override
    public Multi<Buffer> read(MediaKey key, Range range) {
        return files.open(
                        place(key).toString(),
                        new OpenOptions().setRead(true).setWrite(false).setCreate(false))
                .onItem()
                .transformToMulti(file -> {
                    file.setReadPos(range.first());
                    file.setReadLength(range.length());
                    return file.toMulti();
                });
    }

    @Override
    public Uni<Void> remove(MediaKey key) {
        String path = place(key).toString();
        return files.exists(path)
                .flatMap(there -> there ? files.delete(path) : Uni.createFrom().voidItem());
    }

    private Path place(MediaKey key) {
        return shelf(key).resolve(key.text());
    }

    /** Keys are spread over 256 folders, because none likes a million files. */
    private Path shelf(MediaKey key) {
        return folder.resolve(key.text().substring(0, 2));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
