package dev.parley.media;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.file.AsyncFile;
import io.vertx.mutiny.core.file.FileSystem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Media in a folder that gateway and dispatch share.
 *
 * <pre>
 *   content ──► folder/ab/&lt;key&gt;.part ──complete──► rename ──► folder/ab/&lt;key&gt;
 * </pre>
 */
public final class FolderMediaStore implements MediaStore {
    /** What is read at a time. */
    private static final int PIECE = 64 * 1024;

    private final FileSystem files;
    private final Path folder;

    public FolderMediaStore(Vertx vertx, Path folder) {
        this.files = vertx.fileSystem();
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public Uni<Stored> put(MediaKey key, Multi<Buffer> content, long most) {
        String path = partOf(key);
        PartFile part = new PartFile(files, path);
        return files.mkdirs(shelf(key).toString())
                .chain(() -> part.write(content, most))
                .call(() -> files.move(path, place(key).toString()).onFailure().call(part::remove))
                .map(complete -> new Stored(key, complete.size(), complete.sha256()));
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
                .transformToMulti(file -> pieces(file, range));
    }

    private static Multi<Buffer> pieces(AsyncFile file, Range range) {
        int count = Math.toIntExact((range.length() + PIECE - 1) / PIECE);
        return Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUniAndConcatenate(number -> {
                    long first = range.first() + (long) number * PIECE;
                    int length = (int) Math.min(PIECE, range.last() + 1 - first);
                    return file.read(Buffer.buffer(length), 0, first, length);
                })
                .onTermination()
                .invoke(file::closeAndForget);
    }

    @Override
    public Uni<Void> remove(MediaKey key) {
        return delete(partOf(key)).chain(() -> delete(place(key).toString()));
    }

    private Uni<Void> delete(String path) {
        return files.exists(path)
                .flatMap(there -> there ? files.delete(path) : Uni.createFrom().voidItem());
    }

    @Override
    public Optional<Direct> direct(MediaKey key, String contentType, String disposition) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }

    private String partOf(MediaKey key) {
        return place(key) + ".part";
    }

    private Path place(MediaKey key) {
        return shelf(key).resolve(key.text());
    }

    /** Keys are spread over 256 folders, because none likes a million files. */
    private Path shelf(MediaKey key) {
        return folder.resolve(key.text().substring(0, 2));
    }
}
