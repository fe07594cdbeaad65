package dev.parley.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.ProfileId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Work for dispatch that a delivery asks for and nobody waits for; written in the normalising transaction.
 *
 * @param uniqueKey two jobs with one key are one job
 * @param expiresAt after which it is pointless
 */
public record PlatformJob(
        Kind kind,
        JsonNode payload,
        String uniqueKey,
        @Nullable Instant expiresAt) {

    /** The key in the table of all profiles' jobs: platforms make keys that are unique within the profile. */
    public String keyWithin(ProfileId profile) {
        return profile + ":" + uniqueKey;
    }

    /** What kinds there are, in the order in which dispatch serves them. */
    public enum Kind {
        /** Answer a button tap, or its spinner turns for ever. */
        ACKNOWLEDGE(0),
        /** Fetch the bytes of an inbound attachment. */
        MIRROR_MEDIA(1),
        /** Store the bytes of an outbound attachment. */
        FETCH_OUTBOUND_MEDIA(1),
        /** Put the participant whom a private reply has reached in the place of the comment it answered. */
        MERGE_CHAT(1),
        /** Ask who the participant is. */
        LOOK_UP_PARTICIPANT(2),
        /** Ask what a message says since it was edited. */
        LOOK_UP_MESSAGE(2),
        /** Fetch the picture that a look-up named. */
        MIRROR_AVATAR(3),
        /** See that the platform still delivers webhooks to us. */
        CHECK_SUBSCRIPTION(3),
        /** Renew a token before it ends. */
        REFRESH_TOKEN(3);

        private final int priority;

        Kind(int priority) {
            this.priority = priority;
        }

        public int priority() {
            return priority;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
