/** What a running system tells and takes: its state file, and the loopback door for restart and stop. */
@NullMarked
package dev.parley.standalone.control;

import org.jspecify.annotations.NullMarked;
