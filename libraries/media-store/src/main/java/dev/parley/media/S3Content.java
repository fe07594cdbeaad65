package dev.parley.media;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes as they come. The client tells a connection that breaks in the middle to its transformer and not
 * to whoever reads the stream, who would wait for ever; so here the one is joined to the other.
 */
final class S3Content implements AsyncResponseTransformer<GetObjectResponse, Multi<Buffer>> {
    /** Pieces asked for ahead: as few as can be, because each is up to 16 kB and there may be many readers. */
    static final int AHEAD = 16;

    private volatile CompletableFuture<Multi<Buffer>> opened = new CompletableFuture<>();
    private volatile CompletableFuture<Void> broken = new CompletableFuture<>();

    /** Called once per attempt. */
    @Override
    public CompletableFuture<Multi<Buffer>> prepare() {
        opened = new CompletableFuture<>();
        broken = new CompletableFuture<>();
        return opened;
    }

    @Override
    public void onResponse(GetObjectResponse response) {
        // The length is known, and the type is ours to say.
    }

    @Override
    public void onStream(SdkPublisher<ByteBuffer> bytes) {
        CompletableFuture<Void> end = broken;
        Multi<Buffer> pieces = Multi.createFrom()
                .publisher(FlowAdapters.toFlowPublisher(bytes))
                .map(S3Content::buffer)
                .onCompletion()
                .invoke(() -> end.complete(null));
        opened.complete(Multi.createBy().merging().withRequests(AHEAD).streams(pieces, failing(end)));
    }

    /** No pieces at all; ends as {@code end} does. */
    private static Multi<Buffer> failing(CompletableFuture<Void> end) {
        return Multi.createFrom().emitter(signal -> {
            var told = end.whenComplete((done, failure) -> {
                if (failure == null) {
                    signal.complete();
                } else {
                    signal.fail(failure);
                }
            });
            signal.onTermination(() -> told.cancel(false));
        });
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        opened.completeExceptionally(failure);
        broken.completeExceptionally(failure);
    }

    private static Buffer buffer(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return Buffer.buffer(bytes);
    }
}
