package dev.parley.platform;

import java.util.Map;
import java.util.Optional;

/**
 * A delivery as it came in.
 *
 * @param path what follows {@code /hooks/{platform}/}, without a leading slash; may be empty
 * @param query first value per name
 * @param headers first value per name, names in lower case
 * @param body the raw bytes, before any parsing; bounded by the receiver
 */
public record HookRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
