package dev.parley.stories;

import dev.parley.standalone.demo.DemoAccount;
import dev.parley.standalone.demo.SandboxPlatform;
import java.util.List;

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

    /** The texts that came from the account, oldest first. */
    public List<String> hasRead() {
        return platform.inbox(self);
    }

    public String name() {
        return self.name();
    }
}
