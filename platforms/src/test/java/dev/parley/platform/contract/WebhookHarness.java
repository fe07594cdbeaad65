package dev.parley.platform.contract;

import dev.parley.platform.HookRequest;
import dev.parley.platform.WebhookReceiver;
import dev.parley.profile.Profile;
import java.util.List;

/** A platform's receiver with a profile that deliveries are for. */
public interface WebhookHarness {
    WebhookReceiver receiver();

    Profile profile();

    /** A delivery of these bytes as the platform would make it, signature and all. */
    HookRequest genuine(byte[] body);

    /** The same with a signature that somebody else made. */
    HookRequest forged(byte[] body);

    /** The same without any signature. */
    HookRequest unsigned(byte[] body);

    /** Bodies that the platform sends, each leading to at least one event. */
    List<byte[]> samples();
}
