package dev.parley.normalise;

/** A chat that was there a moment ago is gone or stands elsewhere (merged); the batch is tried again. */
final class ChatsMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChatsMovedException(String what) {
        super(what, null, false, false);
    }
}
