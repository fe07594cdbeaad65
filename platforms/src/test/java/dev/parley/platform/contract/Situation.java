package dev.parley.platform.contract;

/** How the platform's server behaves towards the next calls that send or act. */
public enum Situation {
    /** Does what it is asked and says so in the platform's own form. */
    WORKING,
    /** Asks to wait {@link PlatformHarness#ASKED_WAIT}; does nothing. */
    RATE_LIMITED,
    /** Says no for good, with {@link PlatformHarness#REFUSAL} in its text; does nothing. */
    REFUSING,
    /** Says no, and quotes the address and headers it was called with. */
    QUOTING,
    /** Says that the account's token no longer holds. */
    LOCKED_OUT,
    /** Does it, and answers with its own form of a server error. */
    FAILING_AFTERWARDS,
    /** Does it, and answers success with something that cannot be read. */
    MUMBLING,
    /** Does it, and never answers. */
    SILENT,
    /** Does it, and closes the connection. */
    HANGING_UP,
    /** Nobody listens. */
    UNREACHABLE
}
