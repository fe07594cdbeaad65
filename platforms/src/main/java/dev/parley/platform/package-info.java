/**
 * The contract every platform fulfils: a small required part ({@link dev.parley.platform.Platform}) and one optional
 * interface per further ability. One package beside this one per platform, both directions.
 */
@NullMarked
package dev.parley.platform;

import org.jspecify.annotations.NullMarked;
