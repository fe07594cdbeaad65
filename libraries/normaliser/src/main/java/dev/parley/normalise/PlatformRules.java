package dev.parley.normalise;

import dev.parley.message.ChatTraits;

/**
 * What the normaliser must know of a platform; comes from its capabilities and abilities.
 *
 * @param chat what of a chat the platform knows at all
 * @param looksUpParticipants whether the platform can be asked who a participant is
 * @param looksUpMessages whether the platform can be asked what a message says
 */
public record PlatformRules(ChatTraits chat, boolean looksUpParticipants, boolean looksUpMessages) {
    public static final PlatformRules PLAIN = new PlatformRules(ChatTraits.PLAIN, false);

    public PlatformRules(ChatTraits chat, boolean looksUpParticipants) {
        this(chat, looksUpParticipants, false);
    }
}
