/** Stories through the whole running system, and the words they are told in. */
@NullMarked
package dev.parley.stories;

import org.jspecify.annotations.NullMarked;
