package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Programs.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * A dispatcher that is told to stop while commands keep coming: the calls under way end and are written down, and its
 * successor goes on. The network is one that cannot be asked afterwards, so a send cut off would stay in doubt.
 */
class StoppedDispatcherTest {
    private static final int CHATS = 40;
    private static final int ROUNDS = 6;
    private static final int PER_SECOND = 120;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ConditionFactory WITHIN = await().atMost(LIMIT).pollInterval(Duration.ofMillis(100));

    @Test
    void noSendIsLostDoubledOrInDoubt() {
        try (DispatchStage stage = DispatchStage.open(1000)) {
            Running first = stage.startDispatcher();
            Crowd crowd = Crowd.gather(stage, first, List.of(Network.TELEGRAM), 1, CHATS);
            stage.control("/control/latency", Map.of("platform", Network.TELEGRAM.id, "millis", 300));

            long commands;
            long held;
            Duration took;
            try (Flow flow = Flow.start(crowd, stage.brokers(), ROUNDS, PER_SECOND)) {
                WITHIN.until(() -> flow.hasReached(0.3) && first.calls() > CHATS && calling(stage) > 0);
                held = calling(stage);
                took = stage.stop(first);
                assertThat(calling(stage)).as("calls left behind").isZero();
                stage.startDispatcher();
                commands = flow.finish(LIMIT);
            }
            WITHIN.until(() ->
                    stage.database().number("select count(*) from messages where status <> 'pending'") >= commands);

            Reckoning found = Reckoning.of(stage, Network.TELEGRAM, commands);
            System.out.printf(
                    "dispatcher told to stop: over after %d ms with %d calls under way; %s%n",
                    took.toMillis(), held, found);
            assertThat((long) found.stored()).as("stored").isEqualTo(commands);
            assertThat((long) found.published()).as("published").isEqualTo(commands);
            assertThat(found.performedTwice()).as("performed twice").isEmpty();
            assertThat(found.untrue()).as("told otherwise than it is").isEmpty();
            assertThat(found.outOfOrder()).as("out of order").isEmpty();
        }
    }

    private static long calling(DispatchStage stage) {
        return stage.database().number("select count(*) from messages where calling_since is not null");
    }
}
