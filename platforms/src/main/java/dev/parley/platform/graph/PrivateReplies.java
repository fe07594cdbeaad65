package dev.parley.platform.graph;

import dev.parley.platform.PlatformError;
import java.time.Duration;
import java.util.Set;

/** Meta's rules for answering a comment privately: once, within seven days. */
public final class PrivateReplies {
    public static final Duration COMMENT_LIFETIME = Duration.ofDays(7);

    private static final String FACEBOOK_CODE = "10900";
    private static final Set<String> INSTAGRAM_SUBCODES = Set.of("2534023", "2534025");

    private PrivateReplies() {}

    /**
     * Whether a refusal says that the comment has its reply. Instagram's 2534025 also stands for other reasons why a
     * comment cannot be answered; after a call of ours that had no answer, that call is the likely one.
     */
    public static boolean saysAlreadyReplied(PlatformError refusal) {
        return FACEBOOK_CODE.equals(refusal.code()) || INSTAGRAM_SUBCODES.contains(String.valueOf(refusal.subcode()));
    }
}
