package dev.parley.message;

/**
 * What of a chat a platform knows at all; comes from the platform's capabilities.
 *
 * @param archives whether chats can be archived, and so show {@code archived}
 * @param hasWindow whether a messaging window exists, and so is shown
 */
public record ChatTraits(boolean archives, boolean hasWindow) {
    public static final ChatTraits PLAIN = new ChatTraits(false, false);
}
