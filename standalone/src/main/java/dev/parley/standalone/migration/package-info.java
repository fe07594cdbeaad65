/** What runs once before the services of a new version: the migration job of a container platform. */
@NullMarked
package dev.parley.standalone.migration;

import org.jspecify.annotations.NullMarked;
