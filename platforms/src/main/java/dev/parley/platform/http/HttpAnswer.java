package dev.parley.platform.http;

import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;

/** How a call ended, as far as HTTP goes. */
public sealed interface HttpAnswer {
    /** The platform answered; the body is whole and within the bound. */
    record Answered(int status, MultiMap headers, Buffer body) implements HttpAnswer {}

    /** No connection was made in time, or the content broke off: the platform has certainly not seen a whole call. */
    record NeverMade(String reason) implements HttpAnswer {}

    /** The call went out, and no complete answer came back: the platform may have done what it was asked. */
    record NoAnswer(String reason) implements HttpAnswer {}
}
