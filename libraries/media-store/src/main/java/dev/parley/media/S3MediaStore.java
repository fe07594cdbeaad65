package dev.parley.media;

import dev.parley.batch.NaturalBatch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Media in a bucket.
 *
 * <pre>
 *   content ──► scratch/&lt;random&gt; ──complete──► its turn ──► one PutObject, checked by SHA-256 ──► bucket/prefix/&lt;key&gt;
 * </pre>
 *
 * The way over the disk is because S3 wants the length first, and because a part of a multipart upload is held in
 * memory: fifty uploads at once would be a quarter of a gigabyte. It also lets the client repeat a broken attempt. Only
 * some files are stored at a time: if all shared the line, all of them would miss their deadline together.
 */
public final class S3MediaStore implements MediaStore {
    private static final int MOST_WAITING = 500;
    /** In deadlines, from the file's being complete to its being stored. */
    private static final int WAITS_FOR_TURN = 4;

    private final Vertx vertx;
    private final S3AsyncClient client;
    private final Optional<S3DirectUrls> directUrls;
    private final S3Place place;
    private final Path scratch;
    private final Duration patience;
    private final NaturalBatch<Upload, PutObjectResponse> uploads;

    private record Upload(PutObjectRequest request, Path file) {}

    S3MediaStore(
            Vertx vertx,
            S3AsyncClient client,
            Optional<S3DirectUrls> directUrls,
            S3Place place,
            Path scratch,
            S3Config config) {
        this.vertx = vertx;
        this.client = client;
        this.directUrls = directUrls;
        this.place = place;
        this.scratch = scratch;
        this.patience = config.deadline().multipliedBy(WAITS_FOR_TURN);
        this.uploads = new NaturalBatch<>(1, config.uploads(), MOST_WAITING, one -> store(one.getFirst()));
    }

    /** Opens no connection yet, so a store that is down delays no start. */
    static S3MediaStore open(Vertx vertx, S3Config config) {
        return S3Clients.open(vertx, config);
    }

    @Override
    public Uni<Stored> put(MediaKey key, Multi<Buffer> content, long most) {
        Path path = scratch.resolve(UUID.randomUUID() + ".part");
        PartFile part = new PartFile(vertx.fileSystem(), path.toString());
        return part.write(content, most)
                .call(complete -> upload(key, path, complete)
                        .onItemOrFailure()
                        .call((done, failure) -> part.remove())
                        .onCancellation()
                        .call(part::remove))
                .map(complete -> new Stored(key, complete.size(), complete.sha256()));
    }

    private Uni<Void> upload(MediaKey key, Path path, PartFile.Complete complete) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(place.bucket())
                .key(place.nameOf(key))
                .contentType(ContentTypes.UNKNOWN)
                .contentLength(complete.size())
                .checksumSHA256(Base64.getEncoder().encodeToString(complete.sha256()))
                .build();
        return answered(() -> uploads.submit(new Upload(request, path))
                        .ifNoItem()
                        .after(patience)
                        .fail())
                .replaceWithVoid();
    }

    private Uni<List<PutObjectResponse>> store(Upload upload) {
        return Uni.createFrom()
                .completionStage(() -> client.putObject(upload.request, AsyncRequestBody.fromFile(upload.file)))
                .map(List::of);
    }

    @Override
    public Uni<Optional<Long>> size(MediaKey key) {
        return here(() -> client.headObject(head -> head.bucket(place.bucket()).key(place.nameOf(key))))
                .map(head -> Optional.of(head.contentLength()))
                .onFailure(NoSuchKeyException.class)
                .recoverWithItem(Optional.<Long>empty());
    }

    @Override
    public Multi<Buffer> read(MediaKey key, Range range) {
        if (range.length() == 0) {
            return Multi.createFrom().empty();
        }
        String asked = "bytes=" + range.first() + "-" + range.last();
        return Multi.createFrom().deferred(() -> {
            Executor caller = callersThread();
            return Uni.createFrom()
                    .completionStage(() -> client.getObject(
                            get -> get.bucket(place.bucket())
                                    .key(place.nameOf(key))
                                    .range(asked),
                            new S3Content()))
                    .onItem()
                    .transformToMulti(pieces -> pieces)
                    .onFailure()
                    .transform(S3MediaStore::asOutage)
                    .emitOn(caller, S3Content.AHEAD);
        });
    }

    @Override
    public Uni<Void> remove(MediaKey key) {
        return here(() ->
                        client.deleteObject(gone -> gone.bucket(place.bucket()).key(place.nameOf(key))))
                .replaceWithVoid();
    }

    @Override
    public Optional<Direct> direct(MediaKey key, String contentType, String disposition) {
        return directUrls.map(urls -> urls.of(place, key, contentType, disposition));
    }

    @Override
    public void close() {
        directUrls.ifPresent(S3DirectUrls::close);
        client.close();
    }

    private <T> Uni<T> here(Supplier<CompletableFuture<T>> call) {
        return answered(() -> Uni.createFrom().completionStage(call));
    }

    /** To whoever asks, on its own thread. */
    private <T> Uni<T> answered(Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .deferred(() ->
                        call.get().onFailure().transform(S3MediaStore::asOutage).emitOn(callersThread()));
    }

    private Executor callersThread() {
        Context caller = vertx.getDelegate().getOrCreateContext();
        return command -> caller.runOnContext(here -> command.run());
    }

    /** Whatever the client fails with is the store's being away, but for a key that it does not know. */
    private static Throwable asOutage(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof NoSuchKeyException ? cause : new IOException("S3 does not do as asked", cause);
    }
}
