package dev.parley.normalise;

/** Somebody else has gone on from where the caller stood; what it brings is written already or comes again. */
public class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SupersededException(String what) {
        super(what, null, false, false);
    }
}
