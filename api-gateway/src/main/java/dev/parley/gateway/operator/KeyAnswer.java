package dev.parley.gateway.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.gateway.entity.ApiKey;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.KeyId;
import dev.parley.json.MillisecondTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the operator sees it.
 *
 * @param key the secret itself: shown when it is made and never again
 * @param profileGroupId the one group it is for; null for the whole account
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record KeyAnswer(
        String id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        String accountId,
        @Nullable String profileGroupId,
        @Nullable String label,
        @MillisecondTime Instant createdAt) {
    static KeyAnswer of(ApiKey row, @Nullable String key) {
        Long group = row.profileGroupId;
        return new KeyAnswer(
                new KeyId(row.id).toString(),
                key,
                new AccountId(row.accountId).toString(),
                group == null ? null : new GroupId(group).toString(),
                row.label,
                row.createdAt.toInstant());
    }
}
