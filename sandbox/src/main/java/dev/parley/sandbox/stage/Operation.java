package dev.parley.sandbox.stage;

import org.jspecify.annotations.Nullable;

/**
 * One call to a platform, as faults name it.
 *
 * @param kind what it does in general terms: {@code send}, {@code edit}, {@code react}, {@code ack}, {@code lookup},
 *     {@code file}, {@code connect}
 * @param method the platform's own name of it, such as {@code sendMessage}
 * @param account the platform account it is made for, null when the call does not say
 */
public record Operation(
        String platform,
        String kind,
        String method,
        @Nullable String account) {

    boolean isCalled(String name) {
        return name.equals("*") || name.equalsIgnoreCase(kind) || name.equalsIgnoreCase(method);
    }
}
