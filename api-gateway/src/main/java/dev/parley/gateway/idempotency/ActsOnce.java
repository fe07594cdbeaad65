package dev.parley.gateway.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that does something on a platform which, done twice, is there twice. Its key stays taken while the
 * outcome is unknown; a repeated request then finds out what came of the first one ({@link KeyedAttempt#isRepeated()}),
 * and never does it again.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ActsOnce {}
