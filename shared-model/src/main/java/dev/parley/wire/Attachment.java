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
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Attachment(
        String id,
        String type,
        @Nullable String url,
        String status,
        @Nullable String externalId) {}
