/** A Telegram Bot API server: methods, limits, files, and webhook deliveries in Telegram's order. */
@NullMarked
package dev.parley.sandbox.telegram;

import org.jspecify.annotations.NullMarked;
