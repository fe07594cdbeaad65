/** The subcommands of ./parley: what each of them does, step by step. */
@NullMarked
package dev.parley.standalone.run;

import org.jspecify.annotations.NullMarked;
