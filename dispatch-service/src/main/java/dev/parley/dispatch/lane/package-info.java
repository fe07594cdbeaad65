/** Lanes: one send at a time per chat, in order, many chats at once, each claimed by one dispatcher. */
@NullMarked
package dev.parley.dispatch.lane;

import org.jspecify.annotations.NullMarked;
