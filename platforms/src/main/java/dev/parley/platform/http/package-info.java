/** Calling a platform over HTTP such that a call that was never made and a call without an answer are told apart. */
@NullMarked
package dev.parley.platform.http;

import org.jspecify.annotations.NullMarked;
