/** Programs are killed and frozen at random while people write and are answered; the checker reads what an outsider sees. */
@NullMarked
package dev.parley.chaos;

import org.jspecify.annotations.NullMarked;
