/** Reading {@code parley.outbound}: every command has its rows in the database before its offset is committed. */
@NullMarked
package dev.parley.dispatch.command;

import org.jspecify.annotations.NullMarked;
