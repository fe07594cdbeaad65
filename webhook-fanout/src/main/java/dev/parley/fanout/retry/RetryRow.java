package dev.parley.fanout.retry;

import dev.parley.fanout.delivery.Event;
import dev.parley.id.EventId;
import dev.parley.id.WebhookId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A write to the retry queue.
 *
 * @param event whose row must exist before a new delivery of it can be stored; null where the row is known to exist
 * @param attempt the one that comes next, or that is under way while the row is leased
 * @param due from now until anybody may take it
 * @param leased whether this process is calling meanwhile
 */
record RetryRow(
        EventId eventId,
        WebhookId endpoint,
        @Nullable Event event,
        int attempt,
        Duration due,
        boolean leased,
        Runnable stored) {}
