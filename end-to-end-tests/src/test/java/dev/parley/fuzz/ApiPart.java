package dev.parley.fuzz;

import static dev.parley.testing.Waiting.await;

import dev.parley.testing.document.DocumentedOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every operation of the document in turn, one request at a time, so that each change of a row has one cause. */
final class ApiPart {
    private static final int BETWEEN_REFRESHMENTS = 250;

    private static final Duration QUIET = Duration.ofMillis(300);

    private final Session session;
    private final List<DocumentedOperation> operations;
    private final Drafts drafts;
    private final Mutators mutators;
    private final Judge judge;
    private final World world;
    private final Population population;
    private final Journal journal;
    private final int port;

    ApiPart(Session session, Stage stage, Journal journal) {
        this.session = session;
        this.operations = stage.document()
                .operations()
                .sorted(Comparator.comparing(DocumentedOperation::name))
                .toList();
        this.drafts = new Drafts(stage.document(), stage.world());
        this.mutators = new Mutators(stage.world());
        this.judge = new Judge(stage.conformity(), stage.world());
        this.world = stage.world();
        this.population = stage.population();
        this.journal = journal;
        this.port = stage.port("api-gateway");
    }

    List<DocumentedOperation> operations() {
        return operations;
    }

    void run() {
        RawHttp http = new RawHttp(port, session.plan.deadline());
        for (int index = 0; index < session.plan.requests() && !session.isOver(); index++) {
            if (index % BETWEEN_REFRESHMENTS == BETWEEN_REFRESHMENTS - 1) {
                population.refresh();
                journal.changes();
            }
            Dice dice = new Dice(session.plan.seed(), index);
            Draft draft = drafts.of(operations.get(index % operations.size()), dice);
            mutators.damage(draft, dice, () -> {});
            if (!session.leavesOut(draft)) {
                ask(http, draft, index);
            }
        }
    }

    /** Whoever hangs up does not see the end of what the request does; nothing of it may count against the next one. */
    private List<String> afterHangingUp(Draft draft) {
        if (!draft.method.equals("GET")
                && draft.credential.opens(draft.operation.path().startsWith("/api/admin/"))) {
            await().during(QUIET)
                    .atMost(session.plan.deadline())
                    .until(() -> journal.changes().isEmpty());
        }
        return journal.changes();
    }

    private void ask(RawHttp http, Draft draft, int index) {
        FramedRequest request = FramedRequest.of(draft, port);
        Answer answer = http.send(request);
        session.record(draft, answer);
        List<Flaw> flaws = new ArrayList<>(judge.flaws(draft, request, answer));
        List<String> changes = answer.isAnswer() ? journal.changes() : afterHangingUp(draft);
        if (answer.isAnswer() && !answer.isSuccess() && !changes.isEmpty()) {
            flaws.add(new Flaw(Flaw.Kind.HALF_WRITE, String.join("\n", changes)));
        }
        session.found(flaws, index, draft, request, answer);
        if (answer.isSuccess() && draft.method.equals("DELETE")) {
            draft.pathValues.values().forEach(world::isGone);
            population.replenish();
            journal.changes();
        }
    }
}
