package dev.parley.sandbox;

/** A control request that cannot be carried out; answered as {@code {"error": message}} with its status. */
public final class ControlRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public ControlRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** 400: the request itself is wrong. */
    public static ControlRefusal badRequest(String message) {
        return new ControlRefusal(400, message);
    }

    /** 404: no such platform, account, participant, message or act. */
    public static ControlRefusal notFound(String message) {
        return new ControlRefusal(404, message);
    }

    /** 409: a real person could not do this now, such as writing to a bot they have blocked. */
    public static ControlRefusal conflict(String message) {
        return new ControlRefusal(409, message);
    }

    public int status() {
        return status;
    }
}
