package dev.parley.sandbox.bluesky;

import dev.parley.sandbox.Ledger;
import dev.parley.sandbox.SandboxSettings;
import dev.parley.sandbox.Sent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** What the accounts performed, in the ledger's words. */
@ApplicationScoped
class BlueskyLedger {
    private final Ledger ledger;

    BlueskyLedger(SandboxSettings settings) {
        this.ledger = new Ledger(settings.ledgerLimit());
    }

    Ledger ledger() {
        return ledger;
    }

    void sent(Actor account, Convo convo, BlueskyMessage message) {
        JsonObject details = message.facets == null ? null : new JsonObject().put("facets", message.facets);
        ledger.record(new Sent(
                message.id,
                account.did,
                otherThan(account, convo),
                message.text,
                null,
                message.sentAt.toEpochMilli(),
                details));
    }

    void archived(Actor account, Convo convo, boolean archived) {
        ledger.recordAction(
                archived ? "archive" : "unarchive",
                account.did,
                new JsonObject().put("participant", otherThan(account, convo)).put("convo", convo.id));
    }

    private static String otherThan(Actor account, Convo convo) {
        return convo.members.stream()
                .filter(member -> member != account)
                .map(member -> member.did)
                .findFirst()
                .orElse("");
    }
}
