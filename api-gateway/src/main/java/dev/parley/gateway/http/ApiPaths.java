package dev.parley.gateway.http;

import org.jspecify.annotations.Nullable;

/** Which paths belong to the API and are its shapes' business. */
final class ApiPaths {
    private static final String API = "/api";
    private static final String ADMIN = "/api/admin/";

    private ApiPaths() {}

    static boolean isApi(@Nullable String path) {
        return path != null
                && path.startsWith(API)
                && (path.length() == API.length() || path.charAt(API.length()) == '/');
    }

    static boolean isAdmin(@Nullable String path) {
        return path != null && path.startsWith(ADMIN);
    }
}
