/** Ids that no other process makes: numbers from the clock and a node number leased in the database. */
@NullMarked
package dev.parley.node;

import org.jspecify.annotations.NullMarked;
