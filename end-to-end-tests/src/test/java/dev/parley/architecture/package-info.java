/** The walls between the modules, held by tests. */
@NullMarked
package dev.parley.architecture;

import org.jspecify.annotations.NullMarked;
