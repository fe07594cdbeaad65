/** Conversations: find or create, list, show, archive. */
@NullMarked
package dev.parley.gateway.chats;

import org.jspecify.annotations.NullMarked;
