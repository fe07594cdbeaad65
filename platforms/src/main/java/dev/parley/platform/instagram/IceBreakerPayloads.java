package dev.parley.platform.instagram;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Carries payloads through Instagram, which silently damages those with a colon or a bar. A payload of harmless
 * characters goes as it is; any other goes as a token that holds it, so that a tap can be read back without asking
 * anybody, even after the ice breakers were replaced.
 */
final class IceBreakerPayloads {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final String MARK = "p64.";

    private IceBreakerPayloads() {}

    static String token(String payload) {
        return HARMLESS.matcher(payload).matches() && !payload.startsWith(MARK)
                ? payload
                : MARK
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    }

    static String original(String token) {
        if (!token.startsWith(MARK)) {
            return token;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(token.substring(MARK.length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return token;
        }
    }
}
