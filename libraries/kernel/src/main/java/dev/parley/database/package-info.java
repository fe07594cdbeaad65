/** How services connect to the database, and what its failures mean. */
@NullMarked
package dev.parley.database;

import org.jspecify.annotations.NullMarked;
