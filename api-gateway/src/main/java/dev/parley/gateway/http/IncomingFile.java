package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One file of a multipart body on its way to the disk; reads no faster than the disk writes. */
final class IncomingFile {
    private final Path path;
    private final HttpServerFileUpload upload;
    private final Promise<Void> written = Promise.promise();
    private final MessageDigest digest = Fingerprint.sha256();
    private long size;

    IncomingFile(Path path, HttpServerFileUpload upload) {
        this.path = path;
        this.upload = upload;
    }

    void receive(Vertx vertx, long limit, Runnable tooLarge) {
        upload.pause();
        vertx.fileSystem()
                .open(path.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
                .onFailure(written::tryFail)
                .onSuccess(file -> {
                    upload.handler(chunk -> take(file, chunk, limit, tooLarge));
                    upload.exceptionHandler(broken -> {
                        written.tryFail(broken);
                        file.close();
                    });
                    upload.endHandler(end -> file.close().onComplete(written));
                    upload.resume();
                });
    }

    private void take(AsyncFile file, Buffer chunk, long limit, Runnable tooLarge) {
        size += chunk.length();
        if (size > limit) {
            tooLarge.run();
            return;
        }
        digest.update(chunk.getBytes());
        file.write(chunk).onFailure(written::tryFail);
        if (file.writeQueueFull()) {
            upload.pause();
            file.drainHandler(drained -> upload.resume());
        }
    }

    Future<Void> written() {
        return written.future();
    }

    Upload asUpload() {
        String name = upload.name();
        return new Upload(
                name.endsWith("[]") ? name.substring(0, name.length() - 2) : name,
                upload.filename(),
                upload.contentType(),
                path,
                size,
                HexFormat.of().formatHex(digest.digest()));
    }

    /** An unlinked file that is still open goes when it is closed. */
    void discard() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
