package dev.parley.platform;

/** An item from a platform that its package cannot make sense of. The message is the reason kept with it. */
public class UnreadableItemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableItemException(String reason) {
        super(reason, null, false, false);
    }
}
