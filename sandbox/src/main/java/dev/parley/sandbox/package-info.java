/** What every simulated platform offers to the control API: participants, ledger, demo account, acts. */
@NullMarked
package dev.parley.sandbox;

import org.jspecify.annotations.NullMarked;
