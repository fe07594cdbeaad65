package dev.parley.node;

/** This process holds no node number: the database was away for too long. Passes when it is back. */
public class NoNodeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoNodeException(String what) {
        super(what);
    }
}
