package dev.parley.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretPlace;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connected platform account.
 *
 * @param platform the platform's name, e.g. {@code telegram}
 * @param externalId the account's id on the platform (bot id, Page id, DID)
 * @param credentials what the platform's package needs to speak for it; only that package opens it
 * @param hookSecretHash SHA-256 of the secret its webhook deliveries carry, where each profile has its own
 * @param settings the customer's choices; see {@link #resendsUnknown()} and {@link #mirrorsStories()}
 * @param platformState what the platform's package remembers about the account; opaque to everybody else
 * @param expiredAt when its token was lost; sends are held from then on
 */
public record Profile(
        ProfileId id,
        AccountId account,
        GroupId group,
        String platform,
        String externalId,
        String name,
        @Nullable String username,
        Status status,
        @Nullable Sealed credentials,
        byte @Nullable [] hookSecretHash,
        JsonNode settings,
        JsonNode platformState,
        @Nullable Instant expiredAt) {

    /** {@code EXPIRED}: its token was lost. {@code INACTIVE}: it was disconnected. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        INACTIVE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /** Where {@link #credentials()} are stored, which sealing and opening them needs. */
    public SecretPlace credentialsPlace() {
        return SecretPlace.profileCredentials(id.value());
    }

    /** Whether a send whose outcome nobody can tell is sent again (it may arrive twice) instead of failing. */
    public boolean resendsUnknown() {
        return settings.path("unknown_outcome").asText("fail").equals("resend");
    }

    /** Whether media of stories are kept beyond the story's life. */
    public boolean mirrorsStories() {
        return settings.path("story_media").asText("mirror").equals("mirror");
    }
}
