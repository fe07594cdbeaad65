/** Instagram: a professional account's conversations, both directions, over Facebook Login and Instagram Login. */
@NullMarked
package dev.parley.platform.instagram;

import org.jspecify.annotations.NullMarked;
