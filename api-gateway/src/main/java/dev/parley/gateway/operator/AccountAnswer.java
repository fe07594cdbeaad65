package dev.parley.gateway.operator;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.gateway.entity.Account;
import dev.parley.id.AccountId;
import dev.parley.json.MillisecondTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as the operator sees it.
 *
 * @param redirectOrigins where logins may lead customers in the end; null for any address
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record AccountAnswer(
        String id,
        String name,
        @Nullable List<String> redirectOrigins,
        @MillisecondTime Instant createdAt) {
    static AccountAnswer of(Account row) {
        String @Nullable [] origins = row.redirectOrigins;
        return new AccountAnswer(
                new AccountId(row.id).toString(),
                row.name,
                origins == null ? null : List.of(origins),
                row.createdAt.toInstant());
    }
}
