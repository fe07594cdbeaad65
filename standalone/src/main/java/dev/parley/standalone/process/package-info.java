/** Child processes: started so that they die with us, probed until ready, stopped in order, restarted when they die. */
@NullMarked
package dev.parley.standalone.process;

import org.jspecify.annotations.NullMarked;
