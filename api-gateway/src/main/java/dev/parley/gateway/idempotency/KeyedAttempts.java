package dev.parley.gateway.idempotency;

import jakarta.enterprise.context.RequestScoped;

/** The attempt of the request at hand. To be asked for before anything is waited for. */
@RequestScoped
public class KeyedAttempts {
    private KeyedAttempt attempt = new KeyedAttempt(null);

    void begin(KeyedAttempt begun) {
        attempt = begun;
    }

    public KeyedAttempt current() {
        return attempt;
    }
}
