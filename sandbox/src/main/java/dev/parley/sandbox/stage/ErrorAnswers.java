package dev.parley.sandbox.stage;

/** How one platform words the refusals that faults inject. */
public interface ErrorAnswers {

    /** Too many requests; {@code retryAfter} in seconds. */
    Answer rateLimited(int retryAfter);

    /** The access token is no longer valid. */
    Answer tokenRevoked();

    /** The platform is broken; says nothing about whether the operation was performed. */
    Answer serverError();
}
