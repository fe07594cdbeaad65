package dev.parley.platform.messenger;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.TextUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Messenger can do, in one place. */
final class MessengerCapabilities {
    private static final long MEGABYTE = 1024 * 1024;
    private static final double TEXTS_PER_SECOND = 300;

    static final Capabilities ALL = new Capabilities(
            "Facebook",
            Set.of(
                    Ability.ATTACHMENTS,
                    Ability.REACTIONS,
                    Ability.RECEIPTS,
                    Ability.PRIVATE_REPLIES,
                    Ability.REFERRALS,
                    Ability.INTERACTIVE,
                    Ability.QUICK_REPLY_COMBINATIONS,
                    Ability.TAG,
                    Ability.WINDOW,
                    Ability.COMMENTS),
            List.of(new Capabilities.TextLimit(2000, TextUnit.CHARACTERS)),
            Map.of("image", 8 * MEGABYTE, "video", 25 * MEGABYTE, "audio", 25 * MEGABYTE, "file", 25 * MEGABYTE),
            new Capabilities.Rates(TEXTS_PER_SECOND, TEXTS_PER_SECOND),
            "webhook");

    private MessengerCapabilities() {}
}
