package dev.parley.fuzz;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What all parts of a run share: the seed, the findings, the time, and how often what was answered. */
final class Session {
    /** So many lone requests unanswered, and a kind of damage is left out from then on: each costs a deadline. */
    private static final int PATIENCE = 5;

    final Plan plan;
    final Findings findings = new Findings();
    private final Instant end;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> unanswered = new HashMap<>();
    private final Set<String> succeeded = new HashSet<>();
    private int made;
    private int leftOut;

    Session(Plan plan) {
        this.plan = plan;
        this.end = Instant.now().plus(plan.limit());
    }

    boolean isOver() {
        return Instant.now().isAfter(end);
    }

    /** Whether enough is known about one of its damages. */
    boolean leavesOut(Draft draft) {
        boolean known = draft.mutations.stream().anyMatch(name -> unanswered.getOrDefault(name, 0) >= PATIENCE);
        leftOut += known ? 1 : 0;
        return known;
    }

    void record(Draft draft, Answer answer) {
        made++;
        statuses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() == Answer.SILENCE && draft.mutations.size() == 1) {
            unanswered.merge(draft.mutations.getFirst(), 1, Integer::sum);
        }
        if (answer.isSuccess() && draft.method.equals(draft.operation.method())) {
            succeeded.add(draft.operation.name());
        }
    }

    void found(List<Flaw> flaws, int index, Draft draft, FramedRequest request, Answer answer) {
        for (Flaw flaw : flaws) {
            String example =
                    "seed " + plan.seed() + ", request " + index + ", key " + draft.credential.kind() + ", damaged by "
                            + draft.mutations + "\n" + request.shown() + "\n--> " + answer.status() + " "
                            + answer.headers() + "\n"
                            + answer.body();
            findings.add(flaw, draft.operation.name() + " -> " + answer.status(), example);
        }
    }

    Set<String> succeeded() {
        return succeeded;
    }

    int made() {
        return made;
    }

    int leftOut() {
        return leftOut;
    }

    String summary() {
        StringBuilder text = new StringBuilder("fuzz: seed " + plan.seed() + ", " + made + " requests");
        if (leftOut > 0) {
            text.append(", ").append(leftOut).append(" left out because their like was not answered");
        }
        text.append(", by status ").append(statuses).append('\n');
        for (Flaw.Kind kind : Flaw.Kind.values()) {
            text.append("fuzz: ")
                    .append(kind.title)
                    .append(": ")
                    .append(findings.count(kind))
                    .append('\n');
            findings.shown(kind).forEach(text::append);
        }
        return text.toString();
    }
}
