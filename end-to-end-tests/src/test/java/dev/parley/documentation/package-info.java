/** Pages that say what the code says, kept true by tests. */
@NullMarked
package dev.parley.documentation;

import org.jspecify.annotations.NullMarked;
