package dev.parley.gateway.profiles;

import dev.parley.gateway.media.PublicUrls;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is given when it begins a login, and must bring when it comes back from the platform. Each login has a
 * cookie of its own, so that one browser can have several under way.
 */
@Singleton
class LoginCookie {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int NAME_BYTES = 8;
    private static final Pattern VALUE = Pattern.compile("[0-9a-f]{64}");

    private final boolean secure;

    LoginCookie(PublicUrls urls) {
        this.secure = urls.areSecure();
    }

    static String newValue() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What this browser was given for the login; empty when it brings nothing of ours. */
    String read(HttpHeaders headers, String state) {
        @Nullable Cookie cookie = headers.getCookies().get(name(state));
        String value = cookie == null ? "" : cookie.getValue();
        return VALUE.matcher(value).matches() ? value : "";
    }

    NewCookie give(String state, String value, int seconds) {
        return new NewCookie.Builder(name(state))
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    NewCookie takeBack(String state) {
        return give(state, "", 0);
    }

    /** With TLS no other host, not even one beside ours, can set a cookie of such a name. */
    private String name(String state) {
        return (secure ? "__Host-" : "") + "parley_login_" + HexFormat.of().formatHex(sha256(state), 0, NAME_BYTES);
    }

    private static byte[] sha256(String state) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
