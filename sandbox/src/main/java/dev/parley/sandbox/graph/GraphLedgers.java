package dev.parley.sandbox.graph;

import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.SandboxSettings;
import jakarta.enterprise.context.ApplicationScoped;

/** What each of the two networks performed. */
@ApplicationScoped
class GraphLedgers {
    private final Ledger messenger;
    private final Ledger instagram;

    GraphLedgers(SandboxSettings settings) {
        messenger = new Ledger(settings.ledgerLimit());
        instagram = new Ledger(settings.ledgerLimit());
    }

    Ledger of(GraphNetwork network) {
        return network == GraphNetwork.MESSENGER ? messenger : instagram;
    }
}
