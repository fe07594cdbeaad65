package dev.parley.normalise;

import dev.parley.message.ChatTraits;

/**
 * What the normaliser must know of a platform; comes from its capabilities and abilities.
 *
 * @param chat what of a chat the platform knows at all
 * @param looksUpParticipants whether the platform can be asked who a participant is
 */
public record PlatformRules(ChatTraits chat, boolean looksUpParticipants) {
    public static final PlatformRules PLAIN = new PlatformRules(ChatTraits.PLAIN, false);
}
