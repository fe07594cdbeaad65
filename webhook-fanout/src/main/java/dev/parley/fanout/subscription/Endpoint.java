package dev.parley.fanout.subscription;

import dev.parley.http.UrlCheck;
import dev.parley.id.AccountId;
import dev.parley.id.WebhookId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's endpoint as it stood when the subscriptions were last read.
 *
 * @param groupId hears only of this group; null hears of the whole account
 * @param events the types it listed; {@code *} is all
 * @param ordered keeps the order of events in each chat
 * @param signer null when its secret cannot be opened: every delivery fails then, and is tried again
 */
public record Endpoint(
        WebhookId id,
        AccountId account,
        @Nullable String groupId,
        UrlCheck url,
        Set<String> events,
        boolean ordered,
        @Nullable WebhookSigner signer) {
    private static final String EVERYTHING = "*";

    /** @param ofGroup the event's group; null for an event of no group */
    public boolean wants(String type, @Nullable String ofGroup) {
        return (groupId == null || groupId.equals(ofGroup)) && (events.contains(EVERYTHING) || events.contains(type));
    }
}
