/** Synchronous actions: edit, react, archive, ice breakers, and the question whether we may write first. */
@NullMarked
package dev.parley.dispatch.action;

import org.jspecify.annotations.NullMarked;
