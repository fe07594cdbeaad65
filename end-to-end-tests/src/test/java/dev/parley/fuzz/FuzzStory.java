package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What must hold whatever anybody sends. One run, judged from all sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FuzzStory {
    private @Nullable FuzzRun run;

    abstract Plan plan();

    @BeforeAll
    void ask() {
        run = FuzzRun.of(plan());
    }

    final FuzzRun run() {
        return Objects.requireNonNull(run);
    }

    private void nothingIsFound(Flaw.Kind kind) {
        Findings findings = run().session().findings;
        assertThat(findings.count(kind))
                .as(() -> kind.title + findings.shown(kind))
                .isZero();
    }

    @Test
    void nothingIsAServerError() {
        nothingIsFound(Flaw.Kind.SERVER_ERROR);
    }

    @Test
    void everyAnswerIsAsTheDocumentSays() {
        nothingIsFound(Flaw.Kind.WRONG_SHAPE);
    }

    @Test
    void everyRequestIsAnswered() {
        nothingIsFound(Flaw.Kind.UNANSWERED);
        assertThat(run().session().leftOut()).as("requests left out").isZero();
    }

    @Test
    void whatIsRefusedChangesNothing() {
        nothingIsFound(Flaw.Kind.HALF_WRITE);
    }

    @Test
    void nobodyIsLetInWithoutTheKey() {
        nothingIsFound(Flaw.Kind.LET_IN);
    }

    @Test
    void noServiceNotesAFaultOfItsOwn() {
        nothingIsFound(Flaw.Kind.LOG);
    }

    @Test
    void goodDeliveriesAreTakenAfterwards() {
        nothingIsFound(Flaw.Kind.NOT_TAKEN);
    }

    @Test
    void everyRequestIsMadeWithinTheTime() {
        Session session = run().session();
        int wanted = session.plan.requests() + 2 * (session.plan.requests() / 10);
        assertThat(session.made() + session.leftOut()).isEqualTo(wanted);
    }
}
