/** Alert rules as Prometheus evaluates them, over what the services' own metrics pages show. */
@NullMarked
package dev.parley.alerts;

import org.jspecify.annotations.NullMarked;
