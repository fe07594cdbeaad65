package dev.parley.media;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.file.AsyncFile;
import io.vertx.mutiny.core.file.FileSystem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A new file that content is written to as it arrives, counted and hashed. Gone again unless all of it arrives. */
final class PartFile {
    private final FileSystem files;
    private final String path;
    private final MessageDigest digest = sha256();
    private long size;

    PartFile(FileSystem files, String path) {
        this.files = files;
        this.path = path;
    }

    /** How much there was; complete. */
    record Complete(long size, byte[] sha256) {}

    /** Fails with {@link MediaStore.TooLarge} beyond {@code most} bytes. Call it once. */
    Uni<Complete> write(Multi<Buffer> content, long most) {
        return files.open(path, new OpenOptions().setCreateNew(true).setWrite(true))
                .flatMap(file -> copy(content, file, most))
                .map(written -> new Complete(size, digest.digest()))
                .onFailure()
                .call(this::remove)
                .onCancellation()
                .call(this::remove);
    }

    Uni<Void> remove() {
        return files.delete(path).onFailure().recoverWithNull();
    }

    private Uni<Void> copy(Multi<Buffer> content, AsyncFile file, long most) {
        return content.onItem()
                .transformToUniAndConcatenate(chunk -> {
                    size += chunk.length();
                    if (size > most) {
                        return Uni.createFrom().<Void>failure(new MediaStore.TooLarge(most));
                    }
                    digest.update(chunk.getBytes());
                    return file.write(chunk);
                })
                .onItem()
                .ignoreAsUni()
                .onCancellation()
                .invoke(file::closeAndForget)
                .eventually(file::close);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
