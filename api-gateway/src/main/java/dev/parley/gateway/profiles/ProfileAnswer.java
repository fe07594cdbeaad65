package dev.parley.gateway.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.gateway.entity.ConnectedProfile;
import dev.parley.id.GroupId;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.json.MillisecondTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A profile as REST shows it.
 *
 * @param status {@code active}, {@code expired} (its token was lost) or {@code inactive}
 * @param externalId the account's id on the platform, which stands in {@code reactions} as the sender of our own
 * @param postCount posts are not Parley's business: always 0
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ProfileAnswer(
        String id,
        String name,
        String status,
        String platform,
        String profileGroupId,
        @MillisecondTime @Nullable Instant expiresAt,
        int postCount,
        String externalId,
        @Nullable String username,
        @Nullable String avatarUrl,
        JsonNode settings) {
    static ProfileAnswer of(ConnectedProfile profile) {
        return new ProfileAnswer(
                new ProfileId(profile.id).toString(),
                profile.name,
                profile.status,
                profile.platform,
                new GroupId(profile.profileGroupId).toString(),
                profile.expiresAt == null ? null : profile.expiresAt.toInstant(),
                0,
                profile.externalId,
                profile.username,
                profile.avatarUrl,
                Json.read(profile.settings));
    }
}
