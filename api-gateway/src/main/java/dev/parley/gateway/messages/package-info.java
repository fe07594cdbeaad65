/** Messages: send, list, show, edit, react. */
@NullMarked
package dev.parley.gateway.messages;

import org.jspecify.annotations.NullMarked;
