package dev.parley.dispatch.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.lane.LaneState.Send;
import dev.parley.dispatch.lane.OutcomeRules.Attempt;
import dev.parley.dispatch.testing.AskablePlatform;
import dev.parley.dispatch.testing.Exploration;
import dev.parley.dispatch.testing.Exploration.Result;
import dev.parley.dispatch.testing.LoopbackPlatform;
import dev.parley.platform.LostMessage.Seen;
import dev.parley.platform.OutcomeProbe.Found;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every state that three sends and two dispatchers can get into: nothing is sent twice, lost, or out of order, and
 * everything ends. Each rule left out shows in one of them.
 */
class LaneModelTest {
    private static final int SENDS = 3;
    private static final int DISPATCHERS = 2;

    @Test
    void whereThePlatformCanBeAskedEverySendArrivesOnceAndInOrder() {
        assertSound(new LaneRules(new AskablePlatform()));
    }

    @Test
    void whereItCannotBeAskedNoSendArrivesTwiceOrOutOfOrder() {
        assertSound(new LaneRules(new LoopbackPlatform()));
    }

    @Test
    void aCallUnderALeaseThatIsOverMustNotCountAsNone() {
        assertBroken("sent twice", new LaneRules(new AskablePlatform()) {
            @Override
            NextStep next(Attempt attempt) {
                NextStep next = super.next(attempt);
                return next instanceof NextStep.AccountFor ? new NextStep.Send() : next;
            }

            @Override
            boolean mayMark(Send row, int attempts) {
                return !row.isSettled() && row.attempts() == attempts;
            }
        });
    }

    @Test
    void aHeadThatIsNeverAccountedForHoldsItsLane() {
        assertBroken("never ends", new LaneRules(new AskablePlatform()) {
            @Override
            NextStep next(Attempt attempt) {
                NextStep next = super.next(attempt);
                return next instanceof NextStep.AccountFor ? new NextStep.Rest() : next;
            }
        });
    }

    @Test
    void aLostAnswerMustNotBeTakenForARefusal() {
        assertBroken("sent twice", new LaneRules(new AskablePlatform()) {
            @Override
            Settlement ended(Attempt attempt, SendOutcome outcome) {
                return outcome instanceof SendOutcome.Unknown lost
                        ? attempt.settle(new Settlement.TryAgain(Duration.ofSeconds(1), lost.error(), false))
                        : super.ended(attempt, outcome);
            }
        });
    }

    @Test
    void aDeadDispatchersCallMustNotBeTakenForARefusal() {
        assertBroken("sent twice", new LaneRules(new LoopbackPlatform()) {
            @Override
            Settlement abandoned(Attempt attempt) {
                return attempt.settle(
                        new Settlement.TryAgain(Duration.ofSeconds(1), PlatformError.of("no answer"), false));
            }
        });
    }

    @Test
    void aSendMustNotBeCalledUnderALeaseThatIsOver() {
        assertBroken("failed, and sent", new LaneRules(new AskablePlatform()) {
            @Override
            boolean mayCall(boolean leaseOver) {
                return true;
            }
        });
    }

    @Test
    void whoHasLostTheLaneMustNotSettle() {
        assertBroken("", new LaneRules(new AskablePlatform()) {
            @Override
            boolean maySettle(int owner, int dispatcher) {
                return true;
            }
        });
    }

    @Test
    void whatIsKnownMustNotProveAnotherSend() {
        assertBroken("published, and lost", new LaneRules(new AskablePlatform()) {
            @Override
            Found find(List<Seen> conversation, Set<String> known) {
                return super.find(conversation, Set.of());
            }
        });
    }

    @Test
    void aRefusedSettlementMustNotBeRepeated() {
        assertBroken("never ends", new LaneRules(new AskablePlatform()) {
            @Override
            Found find(List<Seen> conversation, Set<String> known) {
                return super.find(conversation, Set.of());
            }

            @Override
            Optional<Settlement> insteadOf(Settlement refused) {
                return Optional.empty();
            }
        });
    }

    private static void assertSound(LaneRules rules) {
        Result result = Exploration.of(new LaneModel(rules, SENDS, DISPATCHERS));
        System.out.printf("lane model: %d states, %d steps%n", result.states(), result.steps());

        assertThat(result.problem()).isEmpty();
        assertThat(result.states()).isGreaterThan(1000);
    }

    /** Two sends are enough to show it. */
    private static void assertBroken(String how, LaneRules rules) {
        Result result = Exploration.of(new LaneModel(rules, 2, DISPATCHERS));

        assertThat(result.problem()).isPresent();
        assertThat(result.problem().orElseThrow()).startsWith(how);
    }
}
