package dev.parley.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * Why a send failed.
 *
 * @param platformErrorMessage the platform's text, verbatim
 * @param postproxyNote what Parley has to add, e.g. that the outcome is unknown
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ErrorDetails(
        @Nullable String platformErrorCode,
        @Nullable String platformErrorSubcode,
        @Nullable String platformErrorMessage,
        @Nullable String postproxyNote) {}
