package dev.parley.http;

/** Whether a URL may be called at all, as far as that can be told without looking its name up. */
public sealed interface UrlCheck {
    record Allowed(Target target) implements UrlCheck {}

    /** @param problem what the customer reads after the field's name, for example {@code must be HTTPS} */
    record Refused(String problem) implements UrlCheck {}
}
