package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Programs.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A dispatcher that stands still past its leases, in the middle of claims, marks, calls and settlements, while a second
 * one takes its lanes over; then it goes on where it was. The networks' own records count.
 */
@Tag("full")
@Tag("full-frozen")
class FrozenDispatcherTest {
    private static final List<Network> NETWORKS =
            Network.ALL.stream().filter(network -> network.canBeAsked).toList();
    private static final int CHATS = 60;
    /** At least; four times as many, if need be, which is more than all the freezes take. */
    private static final int ROUNDS = 20;

    private static final int PER_SECOND = 60;
    private static final int FREEZES = 3;
    /** Longer than the stage's leases. */
    private static final String PAUSE = "15 seconds";

    private static final ConditionFactory WITHIN =
            await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(50));

    @Test
    void whatItHeldIsTakenOverAndNothingIsSentTwiceWhenItGoesOn() {
        try (DispatchStage stage = DispatchStage.open(1000)) {
            Running steady = stage.startDispatcher();
            Crowd crowd = Crowd.gather(stage, steady, NETWORKS, NETWORKS.size(), CHATS);
            NETWORKS.forEach(
                    network -> stage.control("/control/latency", Map.of("platform", network.id, "millis", 250)));
            Running frozen = stage.startDispatcher();

            long commands;
            long interrupted = 0;
            try (Flow flow = Flow.start(crowd, stage.brokers(), ROUNDS, PER_SECOND)) {
                for (int i = 0; i < FREEZES; i++) {
                    interrupted += freeze(stage, frozen);
                }
                commands = flow.finish(Duration.ofMinutes(2));
            }
            WITHIN.until(() ->
                    stage.database().number("select count(*) from messages where status in ('published', 'failed')")
                            >= commands);

            System.out.printf("frozen dispatcher: %d calls under way when it stood still%n", interrupted);
            assertThat(interrupted).as("calls interrupted").isPositive();
            NETWORKS.forEach(network -> judge(stage, crowd, network, commands));
        }
    }

    /** How many calls were under way at that moment, in both dispatchers. */
    private static long freeze(DispatchStage stage, Running dispatcher) {
        long before = dispatcher.calls();
        WITHIN.until(() -> dispatcher.calls() > before && calling(stage) > 0);
        dispatcher.freeze();
        long calling = calling(stage);
        String since = stage.database().text("select now()");
        WITHIN.until(() -> stage.database()
                .text("select now() > '" + since + "'::timestamptz + interval '" + PAUSE + "'")
                .startsWith("t"));
        dispatcher.thaw();
        return calling;
    }

    private static long calling(DispatchStage stage) {
        return stage.database()
                .number("select count(*) from messages where calling_since is not null and not outcome_unknown");
    }

    private static void judge(DispatchStage stage, Crowd crowd, Network network, long commands) {
        Reckoning found = Reckoning.of(stage, network, commands / crowd.size() * crowd.chatsOf(network));
        System.out.println("frozen dispatcher: " + found);
        assertThat((long) found.published()).as("published").isEqualTo(found.commanded());
        assertThat(found.performedTwice()).as("performed twice").isEmpty();
        assertThat(found.untrue()).as("told otherwise than it is").isEmpty();
        assertThat(found.outOfOrder()).as("out of order").isEmpty();
    }
}
