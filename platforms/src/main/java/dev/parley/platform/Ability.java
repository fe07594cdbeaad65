package dev.parley.platform;

import java.util.Locale;

/** What a network may be able to do beyond plain text. Published at {@code GET /api/platforms}. */
public enum Ability {
    ATTACHMENTS,
    REACTIONS,
    EDIT,
    ARCHIVE,
    RECEIPTS,
    PRIVATE_REPLIES,
    REFERRALS,
    ICE_BREAKERS,
    /** Quick replies, buttons and cards. */
    INTERACTIVE,
    /** Quick replies may come with an attachment or with buttons, not only with plain text. */
    QUICK_REPLY_COMBINATIONS,
    /** {@code reply_to_external_id}. */
    REPLY,
    /** {@code reply_markup}. */
    KEYBOARD,
    /** {@code tag}. */
    TAG,
    /** A messaging window exists and is shown on chats. */
    WINDOW,
    COMMENTS;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
