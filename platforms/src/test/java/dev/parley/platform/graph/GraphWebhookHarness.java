package dev.parley.platform.graph;

import dev.parley.platform.HookRequest;
import dev.parley.platform.WebhookReceiver;
import dev.parley.platform.contract.WebhookHarness;
import dev.parley.profile.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A receiver of Meta's deliveries for the shared suite; its samples are those recordings that lead to events.
 *
 * @param network the folder of its recordings
 */
public record GraphWebhookHarness(String network, WebhookReceiver receiver, Profile profile) implements WebhookHarness {
    @Override
    public HookRequest genuine(byte[] body) {
        return Recordings.signed(body, "meta-secret");
    }

    @Override
    public HookRequest forged(byte[] body) {
        return Recordings.signed(body, "somebody-else");
    }

    @Override
    public HookRequest unsigned(byte[] body) {
        return new HookRequest("POST", "", Map.of(), Map.of(), body);
    }

    @Override
    public List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        try {
            for (String name :
                    List.of("text", "image", "voice", "quick-reply", "edit", "read", "referral", "comment")) {
                if (Recordings.exists(network, name)) {
                    samples.add(Recordings.delivery(network, name));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return samples;
    }
}
