/** Writes what happened on platforms into chats, messages and events, whoever received it. */
@NullMarked
package dev.parley.normalise;

import org.jspecify.annotations.NullMarked;
