/** The command line: its words and what each means. */
@NullMarked
package dev.parley.standalone.cli;

import org.jspecify.annotations.NullMarked;
