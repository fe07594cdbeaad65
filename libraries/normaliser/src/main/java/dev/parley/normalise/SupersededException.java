package dev.parley.normalise;

import dev.parley.database.PassingException;

/** Somebody else has gone on from where the caller stood; what it brings is written already or comes again. */
public class SupersededException extends PassingException {
    private static final long serialVersionUID = 1L;

    public SupersededException(String what) {
        super(what);
    }
}
