package dev.parley.platform.instagram;

import dev.parley.platform.Ability;
import dev.parley.platform.Capabilities;
import dev.parley.platform.TextUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Instagram can do, in one place. */
final class InstagramCapabilities {
    private static final long MEGABYTE = 1024 * 1024;
    private static final double TEXTS_PER_SECOND = 100;

    static final Capabilities ALL = new Capabilities(
            "Instagram",
            Set.of(
                    Ability.ATTACHMENTS,
                    Ability.REACTIONS,
                    Ability.RECEIPTS,
                    Ability.PRIVATE_REPLIES,
                    Ability.REFERRALS,
                    Ability.ICE_BREAKERS,
                    Ability.INTERACTIVE,
                    Ability.TAG,
                    Ability.WINDOW,
                    Ability.COMMENTS),
            List.of(new Capabilities.TextLimit(1000, TextUnit.BYTES)),
            Map.of("image", 8 * MEGABYTE, "video", 25 * MEGABYTE, "audio", 25 * MEGABYTE, "file", 25 * MEGABYTE),
            new Capabilities.Rates(TEXTS_PER_SECOND, TEXTS_PER_SECOND),
            "webhook");

    private InstagramCapabilities() {}
}
