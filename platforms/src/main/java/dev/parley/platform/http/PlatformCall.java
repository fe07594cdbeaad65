package dev.parley.platform.http;

import io.vertx.mutiny.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call. Its URL and headers may hold a token, so {@link #toString()} shows neither.
 *
 * @param url absolute, query included
 */
public record PlatformCall(String method, String url, Map<String, String> headers, CallBody body) {
    public static PlatformCall get(String url) {
        return new PlatformCall("GET", url, Map.of(), CallBody.NONE);
    }

    public static PlatformCall post(String url, CallBody body) {
        return new PlatformCall("POST", url, Map.of(), body);
    }

    public static PlatformCall delete(String url) {
        return new PlatformCall("DELETE", url, Map.of(), CallBody.NONE);
    }

    public static PlatformCall postJson(String url, String json) {
        return post(url, new CallBody.Whole("application/json", Buffer.buffer(json)));
    }

    public PlatformCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PlatformCall(method, url, more, body);
    }

    public PlatformCall withBearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
        return "PlatformCall[" + method + "]";
    }
}
