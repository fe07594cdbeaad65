package dev.parley.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * An attachment.
 *
 * @param type {@code image}, {@code video}, {@code audio}, {@code sticker}, {@code file} or {@code story_mention}
 * @param url permanent once processed; before that the source, or null
 * @param status {@code pending}, {@code processed} or {@code failed}
 * @param fileName what whoever sent it calls it
 * @param byteSize of the stored bytes; before that as the platform says
 * @param contentType likewise
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Attachment(
        String id,
        String type,
        @Nullable String url,
        String status,
        @Nullable String externalId,
        @Nullable String fileName,
        @Nullable Long byteSize,
        @Nullable String contentType) {}
