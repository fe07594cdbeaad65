package dev.parley.gateway.dispatch;

/** Dispatch was reached and did not do its part. */
class DispatchFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DispatchFault(String message) {
        super(message, null, false, false);
    }
}
