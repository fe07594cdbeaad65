package dev.parley.media;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps bytes under keys. Content is streamed both ways and never held whole; what is stored never changes. Answers
 * come on the caller's Vert.x context.
 */
public interface MediaStore extends AutoCloseable {
    /**
     * What was stored.
     *
     * @param sha256 of the bytes
     */
    record Stored(MediaKey key, long size, byte[] sha256) {}

    /** A part of what is stored, both ends included. */
    record Range(long first, long last) {
        public static Range whole(long size) {
            return new Range(0, size - 1);
        }

        public long length() {
            return last - first + 1;
        }
    }

    /** A URL that leads to the bytes without us, for a while. */
    record Direct(URI url, Duration lasts) {}

    /**
     * Stores the content under a key that has none yet. Fails with {@link TooLarge} beyond {@code most} bytes; whatever fails or is
     * cancelled, nothing is left behind, and nobody can read the key before it is complete.
     */
    Uni<Stored> put(MediaKey key, Multi<Buffer> content, long most);

    /** The size; empty when there is nothing under the key. */
    Uni<Optional<Long>> size(MediaKey key);

    /** The bytes of a range that lies within the size. Fails when there is nothing under the key, or it breaks off. */
    Multi<Buffer> read(MediaKey key, Range range);

    /** Removes it, and what a process that died may have left of it; removing what is not there is done already. */
    Uni<Void> remove(MediaKey key);

    /**
     * Where readers may be sent instead of reading here; empty when only we hand the bytes out. Looks nothing up.
     *
     * @param contentType what the bytes are shown as
     * @param disposition the {@code Content-Disposition} they are shown with
     */
    Optional<Direct> direct(MediaKey key, String contentType, String disposition);

    @Override
    void close();

    /** The content is larger than allowed. */
    final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooLarge(long most) {
            super("larger than " + most + " bytes", null, false, false);
        }
    }
}
