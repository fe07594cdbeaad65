package dev.parley.gateway.dispatch;

import dev.parley.id.AccountId;
import dev.parley.profile.Profile;

/**
 * For whom dispatch acts, and where. Actions of one owner share a breaker and a number of calls at a time; no owner can
 * spend another's.
 *
 * @param account the customer's; zero for browsers that come back from a login, whose customer is not known yet
 */
public record ActionOwner(String platform, long account) {
    private static final long NOT_KNOWN_YET = 0;

    public static ActionOwner of(Profile profile) {
        return of(profile.platform(), profile.account());
    }

    public static ActionOwner of(String platform, AccountId account) {
        return new ActionOwner(platform, account.value());
    }

    /** @param platform one that there is: the number of owners without an account stays small */
    public static ActionOwner login(String platform) {
        return new ActionOwner(platform, NOT_KNOWN_YET);
    }
}
