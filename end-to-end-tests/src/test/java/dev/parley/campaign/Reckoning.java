package dev.parley.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network performed, compared with what the database says about the sends to it.
 *
 * @param commanded how many commands were published for it
 * @param stored how many of them have a row
 * @param unknownPerformed failed with an unknown outcome, and performed
 * @param unknownNotPerformed failed with an unknown outcome, and not performed
 * @param failedOtherwise failed though the outcome is known
 * @param performed how many different sends the network knows
 * @param performedTwice texts that it performed more than once
 * @param untrue published but not performed, or under another id; or not published, known not to be, and performed
 * @param outOfOrder texts that came after a later one of their chat
 */
record Reckoning(
        Network network,
        long commanded,
        int stored,
        int published,
        int unknownPerformed,
        int unknownNotPerformed,
        int failedOtherwise,
        int performed,
        List<String> performedTwice,
        List<String> untrue,
        List<String> outOfOrder) {

    static Reckoning of(DispatchStage stage, Network network, long commanded) {
        Ledger ledger = new Ledger();
        stage.ledger(network).forEach(ledger::note);
        Rows rows = new Rows(ledger);
        stage.database()
                .rows("select m.body, m.status, m.outcome_unknown, m.external_id from messages m"
                        + " join profiles p on p.id = m.profile_id where p.platform = '" + network.id + "'")
                .forEach(rows::note);
        return new Reckoning(
                network,
                commanded,
                rows.stored,
                rows.published,
                rows.unknownPerformed,
                rows.unknownNotPerformed,
                rows.failedOtherwise,
                ledger.idOf.size(),
                ledger.twice,
                rows.untrue,
                ledger.outOfOrder);
    }

    /** The network's own record, in the order in which it performed. */
    private static final class Ledger {
        final Map<String, String> idOf = new HashMap<>();
        final List<String> twice = new ArrayList<>();
        final List<String> outOfOrder = new ArrayList<>();
        private final Map<String, Integer> last = new HashMap<>();

        void note(JsonNode sent) {
            String text = sent.path("text").asText();
            if (idOf.put(text, sent.path("external_id").asText()) != null) {
                twice.add(text);
            }
            int slash = text.indexOf('/');
            int number = Integer.parseInt(text.substring(slash + 1));
            Integer before = last.put(text.substring(0, slash), number);
            if (before != null && before > number) {
                outOfOrder.add(text + " after " + before);
            }
        }
    }

    private static final class Rows {
        final List<String> untrue = new ArrayList<>();
        int stored;
        int published;
        int unknownPerformed;
        int unknownNotPerformed;
        int failedOtherwise;
        private final Ledger ledger;

        Rows(Ledger ledger) {
            this.ledger = ledger;
        }

        void note(List<String> row) {
            String text = row.get(0);
            String performedAs = ledger.idOf.get(text);
            stored++;
            if (row.get(1).equals("published")) {
                published++;
                if (!row.get(3).equals(performedAs)) {
                    untrue.add(text + " published as " + row.get(3) + ", performed as " + performedAs);
                }
            } else if (row.get(2).equals("t")) {
                unknownPerformed += performedAs == null ? 0 : 1;
                unknownNotPerformed += performedAs == null ? 1 : 0;
            } else {
                failedOtherwise++;
                if (performedAs != null) {
                    untrue.add(text + " is " + row.get(1) + ", performed as " + performedAs);
                }
            }
        }
    }
}
