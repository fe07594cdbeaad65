/** Facebook Messenger: a Page's conversations, both directions. */
@NullMarked
package dev.parley.platform.messenger;

import org.jspecify.annotations.NullMarked;
