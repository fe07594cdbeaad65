package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Programs.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a backlog costs the dispatcher that has to work it off: rows, and no memory. */
class WaitingCommandsTest {
    private static final int CHATS = 1_000;
    private static final int COMMANDS = 100_000;
    private static final int SAMPLES = 10;
    private static final long MEGABYTE = 1 << 20;
    /** For what was fetched and is being written; a hundred thousand commands as objects would be several times this. */
    private static final long FLAT = 32 * MEGABYTE;

    private static final ConditionFactory WITHIN =
            await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(200));

    @Test
    @Tag("full")
    @Tag("full-dispatch")
    void aHundredThousandWaitingCommandsCostADispatcherNoMemory() {
        try (DispatchStage stage = DispatchStage.open(5)) {
            Running dispatcher = stage.startDispatcher();
            Crowd crowd = Crowd.gather(stage, dispatcher, Network.ALL, 12, CHATS);
            try (Flow warmUp = Flow.start(crowd, stage.brokers(), 2, 400)) {
                warmUp.finish(Duration.ofMinutes(2));
            }
            WITHIN.until(() -> waiting(stage) == 0);
            List<Memory> samples = new ArrayList<>(List.of(sample(stage, dispatcher)));

            try (Flow flood = Flow.start(crowd, stage.brokers(), COMMANDS / CHATS, 20_000)) {
                flood.enough();
                for (int i = 1; i <= SAMPLES; i++) {
                    long share = (long) COMMANDS * i / SAMPLES;
                    WITHIN.until(() -> stored(stage) >= 2L * CHATS + share);
                    samples.add(sample(stage, dispatcher));
                }
                assertThat(flood.finish(Duration.ofMinutes(5))).isEqualTo(COMMANDS);
            }
            long settled = stored(stage) - waiting(stage);
            WITHIN.until(() -> stored(stage) - waiting(stage) > settled + 1_000);
            samples.add(sample(stage, dispatcher));

            Memory before = samples.getFirst();
            assertThat(samples.getLast().waiting()).as("still waiting").isGreaterThan(COMMANDS / 2);
            assertThat(samples)
                    .allSatisfy(now ->
                            assertThat(now.liveHeap() - before.liveHeap()).isLessThan(FLAT));
        }
    }

    /**
     * How large the dispatcher is.
     *
     * @param waiting sends that are not settled
     * @param liveHeap bytes that are left after a full collection
     * @param resident kilobytes of memory that the process holds
     */
    private record Memory(long waiting, long liveHeap, long resident) {}

    private static Memory sample(DispatchStage stage, Running dispatcher) {
        Memory memory = new Memory(waiting(stage), dispatcher.liveHeap(), dispatcher.residentKilobytes());
        System.out.printf(
                "waiting commands: %,d waiting, live heap %.1f MB, resident %.1f MB%n",
                memory.waiting, memory.liveHeap / (double) MEGABYTE, memory.resident / 1024.0);
        return memory;
    }

    private static long stored(DispatchStage stage) {
        return stage.database().number("select count(*) from messages");
    }

    private static long waiting(DispatchStage stage) {
        return stage.database()
                .number("select count(*) from messages where status in ('pending', 'failed_waiting_for_retry')");
    }
}
