package dev.parley.database;

/** The rows changed between two statements of ours; the same work will pass when it is done again. */
public abstract class PassingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected PassingException(String what) {
        super(what, null, false, false);
    }
}
