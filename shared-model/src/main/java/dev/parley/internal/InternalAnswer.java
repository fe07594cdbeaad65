package dev.parley.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * What came of a synchronous action. Everything it changed is committed before it is sent.
 *
 * @param status what the gateway answers: 200, 401, 404, 405, 422, 503 when the platform has not done it and cannot now, or 504 when
 *     nobody knows whether it has
 * @param error the text for the customer; null on success
 * @param errorCode goes beside the text where the contract has one
 * @param result what the action gives back, e.g. ice breakers; null when the gateway reads the rows itself
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record InternalAnswer(
        int status,
        @Nullable String error,
        @Nullable String errorCode,
        @Nullable JsonNode result) {
    public static InternalAnswer ok(@Nullable JsonNode result) {
        return new InternalAnswer(200, null, null, result);
    }

    public static InternalAnswer refused(int status, String error) {
        return new InternalAnswer(status, error, null, null);
    }
}
