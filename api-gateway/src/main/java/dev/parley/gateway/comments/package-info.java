/** Comments under posts, and private replies to them. */
@NullMarked
package dev.parley.gateway.comments;

import org.jspecify.annotations.NullMarked;
