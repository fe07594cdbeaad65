package dev.parley.gateway.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that does nothing but write rows, through Panache: under an {@code Idempotency-Key} its effect and
 * the key with its answer are committed together or not at all ({@link TransactionWithKey}).
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface InOneTransaction {}
