package dev.parley.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * One file of a multipart body on its way to the disk. The request is read no faster than the disk writes; the part
 * itself is never paused, so that all of a part's events come before the end of the request.
 */
final class IncomingFile {
    private final Path path;
    private final HttpServerFileUpload upload;
    private final HttpServerRequest request;
    private final AsyncFile file;
    private final Promise<Void> written = Promise.promise();
    private final MessageDigest digest = Fingerprint.sha256();
    private long size;
    private boolean closed;

    private IncomingFile(Path path, HttpServerFileUpload upload, HttpServerRequest request, AsyncFile file) {
        this.path = path;
        this.upload = upload;
        this.request = request;
        this.file = file;
    }

    /** Begins to receive. Fails when the file cannot be made. */
    static IncomingFile receive(
            Vertx vertx, Path path, HttpServerRequest request, HttpServerFileUpload upload, Bound bound) {
        // Opening an empty file is a system call or two; opened later, parts would end before they have begun.
        AsyncFile file = vertx.fileSystem()
                .openBlocking(
                        path.toString(), new OpenOptions().setCreateNew(true).setWrite(true));
        IncomingFile incoming = new IncomingFile(path, upload, request, file);
        upload.handler(chunk -> incoming.take(chunk, bound));
        upload.exceptionHandler(incoming::abort);
        upload.endHandler(end -> incoming.end());
        return incoming;
    }

    /** @param exceeded called when a file is larger than this */
    record Bound(long bytes, Runnable exceeded) {}

    private void take(Buffer chunk, Bound bound) {
        if (closed) {
            return;
        }
        size += chunk.length();
        if (size > bound.bytes()) {
            bound.exceeded().run();
            return;
        }
        digest.update(chunk.getBytes());
        Future<Void> write = file.write(chunk).onFailure(written::tryFail);
        if (file.writeQueueFull()) {
            request.pause();
            write.onComplete(done -> request.resume());
        }
    }

    private void end() {
        if (!closed) {
            closed = true;
            file.close().onSuccess(written::tryComplete).onFailure(written::tryFail);
        }
    }

    private void abort(Throwable broken) {
        written.tryFail(broken);
        end();
    }

    /** Whether its end has not come: when the request is over, the body was cut off. */
    boolean isOpen() {
        return !closed;
    }

    Future<Void> written() {
        return written.future();
    }

    Upload asUpload() {
        String name = upload.name();
        return new Upload(
                FormFields.list(name).orElse(name),
                upload.filename(),
                upload.contentType(),
                path,
                size,
                HexFormat.of().formatHex(digest.digest()));
    }

    /** Closes it, whatever is still to come, and removes it. */
    void discard() {
        end();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
