package dev.parley.platform;

import dev.parley.inbound.InboundEvent;
import dev.parley.profile.Profile;
import dev.parley.topic.InboundRecord;
import java.util.List;

/** Receives the platform's webhook deliveries. Ingest is the only caller. */
public interface WebhookReceiver {
    /**
     * Verifies a delivery over its raw bytes, in constant time, and splits it by a shallow parse into one record per
     * item. Called on the event loop: no network, no database, nothing slow. Profiles come from the
     * {@link dev.parley.profile.ProfileDirectory}. Must not throw whatever the bytes are.
     */
    HookVerdict receive(HookRequest request);

    /**
     * Reads an item. Called later, from the topic, possibly again after a parser was fixed; must give the same events
     * for the same item. What is ignored gives an empty list.
     *
     * @throws UnreadableItemException when the item is not what the platform sends; it becomes a dead letter
     */
    List<InboundEvent> read(Profile profile, InboundRecord item);
}
