/** What the database's failures mean. */
@NullMarked
package dev.parley.database;

import org.jspecify.annotations.NullMarked;
