package dev.parley.dispatch.testing;

import jakarta.inject.Singleton;

/** A network that cannot be asked what became of a send. */
@Singleton
public class LoopbackPlatform extends ScriptedNetwork {
    @Override
    public String name() {
        return "loopback";
    }
}
