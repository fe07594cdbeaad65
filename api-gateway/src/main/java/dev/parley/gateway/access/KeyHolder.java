package dev.parley.gateway.access;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The principal of an API key.
 *
 * @param group the one group the key is for; null for a key to the whole account
 */
public record KeyHolder(AccountId account, @Nullable GroupId group) implements Principal {
    @Override
    public String getName() {
        return account.toString();
    }
}
