package dev.parley.platform;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stored bytes to be sent.
 *
 * @param type {@code image}, {@code video}, {@code audio}, {@code sticker} or {@code file}
 * @param publicUrl where anybody can fetch it, for platforms that fetch by themselves
 * @param bytes opens the content anew each time; streamed, never held whole
 */
public record OutboundAttachment(
        String type,
        String contentType,
        @Nullable String fileName,
        long size,
        String publicUrl,
        Supplier<Multi<Buffer>> bytes) {}
