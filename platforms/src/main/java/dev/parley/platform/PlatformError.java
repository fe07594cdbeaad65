package dev.parley.platform;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, twice: in the platform's words for the customer, in ours for the note beside them. Never contains
 * a token or a URL with one.
 *
 * @param message shown as {@code error_message}; the platform's text verbatim where there is one
 * @param note what Parley adds, e.g. that the outcome is unknown
 */
public record PlatformError(
        String message,
        @Nullable String code,
        @Nullable String subcode,
        @Nullable String note) {
    /** The database stores no NUL. */
    public PlatformError {
        message = message.replace("\0", "");
        code = code == null ? null : code.replace("\0", "");
        subcode = subcode == null ? null : subcode.replace("\0", "");
    }

    public static PlatformError of(String message) {
        return new PlatformError(message, null, null, null);
    }

    public static PlatformError of(String message, @Nullable String code) {
        return new PlatformError(message, code, null, null);
    }

    public PlatformError withNote(String added) {
        return new PlatformError(message, code, subcode, added);
    }
}
