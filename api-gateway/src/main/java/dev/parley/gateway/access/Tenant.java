package dev.parley.gateway.access;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param keyGroup the one group the key is for; null for a key to the whole account
 * @param askedGroup {@code profile_group_id} of the request, already known to be the account's and the key's
 * @param firstGroup the account's oldest group, which lists fall back to
 */
public record Tenant(
        AccountId account,
        @Nullable GroupId keyGroup,
        @Nullable GroupId askedGroup,
        @Nullable GroupId firstGroup) {

    /** For things named by their id: the whole account unless the key or the request narrows it. */
    public Scope scope() {
        return new Scope(account, askedGroup != null ? askedGroup : keyGroup);
    }

    /** For lists of one group: the asked one, else the key's, else the account's first. */
    public Optional<GroupId> groupContext() {
        GroupId narrowed = scope().group();
        return Optional.ofNullable(narrowed != null ? narrowed : firstGroup);
    }

    public boolean isGroupScoped() {
        return keyGroup != null;
    }
}
