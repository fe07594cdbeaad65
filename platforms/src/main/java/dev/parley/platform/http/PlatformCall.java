package dev.parley.platform.http;

import io.vertx.mutiny.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call. Its URL and headers may hold a token, so {@link #toString()} shows neither.
 *
 * @param url absolute, query included
 * @param operatorUrl a URL that the operator configured: its scheme, host and port may be called as they are, public or
 *     not. Any other URL, and every URL when this is null, counts as a stranger's
 */
public record PlatformCall(
        String method,
        String url,
        Map<String, String> headers,
        CallBody body,
        @Nullable String operatorUrl) {
    public static PlatformCall get(String url) {
        return new PlatformCall("GET", url, Map.of(), CallBody.NONE, null);
    }

    public static PlatformCall post(String url, CallBody body) {
        return new PlatformCall("POST", url, Map.of(), body, null);
    }

    public static PlatformCall delete(String url) {
        return new PlatformCall("DELETE", url, Map.of(), CallBody.NONE, null);
    }

    public static PlatformCall postJson(String url, String json) {
        return post(url, new CallBody.Whole("application/json", Buffer.buffer(json)));
    }

    public PlatformCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PlatformCall(method, url, more, body, operatorUrl);
    }

    public PlatformCall withBearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public PlatformCall allowing(String configuredUrl) {
        return new PlatformCall(method, url, headers, body, configuredUrl);
    }

    /** Compares text, so that no two readings of a URL can differ. */
    boolean isOperators() {
        if (operatorUrl == null) {
            return false;
        }
        int length = originLength(url);
        return length > 0 && length == originLength(operatorUrl) && url.regionMatches(true, 0, operatorUrl, 0, length);
    }

    /** The length of scheme, host and port; 0 when there are none. */
    private static int originLength(String url) {
        int end = url.indexOf("://") + 3;
        int begin = end;
        while (begin > 2 && end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end > begin ? end : 0;
    }

    @Override
    public String toString() {
        return "PlatformCall[" + method + "]";
    }
}
