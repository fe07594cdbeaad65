/** Telegram's Bot API, both directions: text, media, keyboards, taps and edits of private chats with a bot. */
@NullMarked
package dev.parley.platform.telegram;

import org.jspecify.annotations.NullMarked;
