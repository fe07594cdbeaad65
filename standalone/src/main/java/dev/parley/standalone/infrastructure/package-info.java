/** The database and the broker that Parley stands on, run from Maven artifacts: no container, no installation. */
@NullMarked
package dev.parley.standalone.infrastructure;

import org.jspecify.annotations.NullMarked;
