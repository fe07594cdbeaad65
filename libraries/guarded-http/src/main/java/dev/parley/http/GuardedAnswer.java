package dev.parley.http;

import io.vertx.core.MultiMap;

/** How a call to a customer's URL went. Reasons are fit for logs and for the customer: they name no URL. */
public sealed interface GuardedAnswer {
    /** The head of the answer is here; whoever gets it reads or drains the body, which frees the connection. */
    record Opened(int status, MultiMap headers, GuardedBody body) implements GuardedAnswer {}

    /** The URL leads where customers' URLs may not lead; nothing was sent there. */
    record NotAllowed(String reason) implements GuardedAnswer {}

    /** No answer: no such name, no connection, bad TLS, reset, or the deadline passed. */
    record NoAnswer(String reason) implements GuardedAnswer {}
}
