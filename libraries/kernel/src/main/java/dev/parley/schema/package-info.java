/** Which schema the code needs, and whether the database has it. */
@NullMarked
package dev.parley.schema;

import org.jspecify.annotations.NullMarked;
