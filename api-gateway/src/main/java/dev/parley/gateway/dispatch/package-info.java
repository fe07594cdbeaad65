/** The internal call to dispatch, for actions somebody waits for. */
@NullMarked
package dev.parley.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
