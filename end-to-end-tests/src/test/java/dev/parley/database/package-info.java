/** What the product asks of its database, read out of its compiled classes. */
@NullMarked
package dev.parley.database;

import org.jspecify.annotations.NullMarked;
