/** The launcher: everything Parley needs, started with one command on one machine. */
@NullMarked
package dev.parley.standalone;

import org.jspecify.annotations.NullMarked;
