package dev.parley.platform;

import java.time.Duration;

/**
 * Answers a comment with a direct message. The send itself is {@link Platform#send} with
 * {@link OutboundMessage#commentExternalId()} set.
 */
public interface PrivateReplier {
    /** How old a comment may be; a comment of unknown age is left to the platform to judge. */
    Duration commentLifetime();

    /** Whether this refusal says that an earlier attempt of ours, whose outcome was unknown, did go through. */
    boolean saysAlreadyReplied(PlatformError refusal);
}
