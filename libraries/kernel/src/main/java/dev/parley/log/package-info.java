/** What is written about a thing that happened: one line, readable by people and by machines. */
@NullMarked
package dev.parley.log;

import org.jspecify.annotations.NullMarked;
