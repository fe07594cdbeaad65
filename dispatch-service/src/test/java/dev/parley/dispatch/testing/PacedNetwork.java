package dev.parley.dispatch.testing;

import jakarta.inject.Singleton;

/** A network that lets a profile send twenty messages a second; the configuration of the tests says so. */
@Singleton
public class PacedNetwork extends ScriptedNetwork {
    @Override
    public String name() {
        return "paced";
    }
}
