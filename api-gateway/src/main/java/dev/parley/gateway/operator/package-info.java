/** Routes for whoever runs Parley: keys and dead letters. */
@NullMarked
package dev.parley.gateway.operator;

import org.jspecify.annotations.NullMarked;
