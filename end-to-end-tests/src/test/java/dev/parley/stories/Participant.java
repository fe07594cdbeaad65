package dev.parley.stories;

import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.SandboxPlatform;
import java.util.List;
import java.util.Map;

/** Somebody on a platform who writes to the demo account and reads what it answers. */
public final class Participant {
    private final SandboxPlatform platform;
    private final DemoAccount.Participant self;

    Participant(SandboxPlatform platform, DemoAccount.Participant self) {
        this.platform = platform;
        this.self = self;
    }

    /** Returns the platform's id of the message. */
    public String writes(String text) {
        return platform.say(self, text);
    }

    /** Changes what they wrote. */
    public void edits(String externalId, String text) {
        platform.act("edit", self, Map.of("external_id", externalId, "message", Map.of("text", text)));
    }

    /** Taps a button below the latest message that has any. Returns the platform's id of the tap. */
    public String taps(String button) {
        return platform.act("tap", self, Map.of("button", button));
    }

    /** How often the account has told the platform that it knows of this tap. */
    public long acknowledgements(String tap) {
        return platform.actions("ack", tap);
    }

    /** The texts that came from the account, oldest first. */
    public List<String> hasRead() {
        return platform.inbox(self);
    }

    public String name() {
        return self.name();
    }
}
