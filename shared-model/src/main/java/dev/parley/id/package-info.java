/** Ids as types: a prefix that says what a thing is, and a time-sorted number behind it. */
@NullMarked
package dev.parley.id;

import org.jspecify.annotations.NullMarked;
