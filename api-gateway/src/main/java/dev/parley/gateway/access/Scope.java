package dev.parley.gateway.access;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What a request may see.
 *
 * @param group only this group; null for the whole account
 */
public record Scope(AccountId account, @Nullable GroupId group) {
    public boolean covers(Profile profile) {
        return profile.account().equals(account) && coversGroup(profile.group());
    }

    public boolean coversGroup(GroupId other) {
        return group == null || group.equals(other);
    }

    /** For SQL: {@code ($n::bigint is null or profile_group_id = $n)}. */
    public @Nullable Long groupValue() {
        return group == null ? null : group.value();
    }
}
