/** Comments: acting on them while a customer waits, and learning of one that no webhook told us about. */
@NullMarked
package dev.parley.dispatch.comment;

import org.jspecify.annotations.NullMarked;
