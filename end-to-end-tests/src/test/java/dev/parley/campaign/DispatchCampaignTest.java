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
 * Sends under fire: while commands keep coming and one call in five meets a fault, a dispatcher joins, another leaves,
 * and the only one left is killed with -9. Afterwards nothing may be lost, nothing performed twice, and every chat must
 * have kept its order, by the networks' own record.
 */
class DispatchCampaignTest {
    private static final List<String> FAULTS =
            List.of("drop_answer", "error_after_send", "rate_limit", "reset", "delay", "trickle");
    /** One call in five meets one of the six, which are drawn one after the other. */
    private static final double SHARE = 1 - Math.pow(0.8, 1.0 / FAULTS.size());

    /**
     * @param rounds how many sends each chat gets at least
     * @param joinedCalls how many calls the dispatcher that joins must have made before the other one leaves
     */
    private record Size(int accounts, int chats, int rounds, int perSecond, int joinedCalls, Duration limit) {}

    @Test
    void dispatchersThatComeAndGoAndDieLoseNothingAndSendNothingTwice() {
        play(new Size(4, 80, 4, 25, 20, Duration.ofMinutes(4)));
    }

    @Test
    @Tag("full")
    @Tag("full-dispatch")
    void aThousandChatsUnderFire() {
        play(new Size(12, 1_000, 10, 100, 500, Duration.ofMinutes(12)));
    }

    private static void play(Size size) {
        try (DispatchStage stage = DispatchStage.open(1000);
                ConsumerGroup group = new ConsumerGroup(stage.brokers())) {
            Running first = stage.startDispatcher();
            Crowd crowd = Crowd.gather(stage, first, Network.ALL, size.accounts, size.chats);
            misbehave(stage);
            ConditionFactory within = await().atMost(size.limit).pollInterval(Duration.ofMillis(200));

            long commands;
            try (Flow flow = Flow.start(crowd, stage.brokers(), size.rounds, size.perSecond)) {
                within.until(() -> flow.hasReached(0.1) && first.calls() > 0);
                Running second = joins(stage, group, within);
                long before = first.calls();
                within.until(() -> second.calls() > size.joinedCalls && first.calls() > before && flow.hasReached(0.4));
                report("first of two", first);
                leaves(first, stage, group, within);
                within.until(() -> flow.hasReached(0.6) && isCalling(stage));
                report("second, then alone", second);
                stage.kill(second);
                Running third = stage.startDispatcher();
                within.until(() -> third.calls() > size.joinedCalls);
                commands = flow.finish(size.limit);
            }
            within.until(() -> stage.database().number("select count(*) from messages") >= commands);
            within.untilAsserted(() -> assertThat(unsettled(stage)).isEmpty());
            judge(stage, crowd, commands);
        }
    }

    private static Running joins(DispatchStage stage, ConsumerGroup group, ConditionFactory within) {
        Running dispatcher = stage.startDispatcher();
        within.until(() -> group.readers() == 2);
        return dispatcher;
    }

    private static void leaves(Running dispatcher, DispatchStage stage, ConsumerGroup group, ConditionFactory within) {
        stage.stop(dispatcher);
        within.until(() -> group.readers() == 1);
    }

    /** So that killing it leaves calls behind whose end nobody has written down. */
    private static boolean isCalling(DispatchStage stage) {
        return stage.database()
                        .number("select count(*) from messages where calling_since is not null"
                                + " and not outcome_unknown")
                > 0;
    }

    private static void report(String who, Running dispatcher) {
        System.out.println("dispatch campaign: the " + who + ", made " + dispatcher.calls() + " calls");
    }

    private static void judge(DispatchStage stage, Crowd crowd, long commands) {
        long each = commands / crowd.size();
        for (Network network : Network.ALL) {
            Reckoning found = Reckoning.of(stage, network, each * crowd.chatsOf(network));
            System.out.println("dispatch campaign: " + found + ", faults " + stage.faults(network));
            assertThat((long) found.stored()).as("commands stored").isEqualTo(found.commanded());
            assertThat(found.performedTwice()).as("performed twice").isEmpty();
            assertThat(found.untrue()).as("told otherwise than it is").isEmpty();
            assertThat(found.outOfOrder()).as("out of order").isEmpty();
            assertThat(found.failedOtherwise()).as("failed though known").isZero();
            if (network.canBeAsked) {
                assertThat(found.published()).as("published").isEqualTo(found.stored());
            }
        }
        assertThat(stage.database().number("select count(*) from chat_lanes where due_at is not null"))
                .as("lanes still due")
                .isZero();
        assertThat(stage.database()
                        .number("select count(*) from messages m where 1 <> (select count(*) from events e"
                                + " where e.chat_id = m.chat_id and e.type in ('message.sent', 'message.failed')"
                                + " and e.envelope #>> '{data,object,body}' = m.body)"))
                .as("sends whose end was untold or told twice")
                .isZero();
        assertThat(stage.database()
                        .number(
                                "select count(*) from chat_lanes l where next_event - 1 <> (select count(*) from events e"
                                        + " where e.chat_id = l.chat_id)"))
                .as("chats with a gap in their events")
                .isZero();
    }

    /** A few of those that are, with what there is to know about them. */
    private static List<List<String>> unsettled(DispatchStage stage) {
        return stage.database()
                .rows("select p.platform, m.body, m.status, m.attempts, m.outcome_unknown, m.calling_since,"
                        + " m.next_attempt_at from messages m join profiles p on p.id = m.profile_id"
                        + " where m.status in ('pending', 'failed_waiting_for_retry') order by m.id limit 20");
    }

    /** Only real sends meet faults. */
    private static void misbehave(DispatchStage stage) {
        for (Network network : Network.ALL) {
            stage.control("/control/latency", Map.of("platform", network.id, "millis", 60));
            for (String kind : FAULTS) {
                Map<String, Object> fault = Map.of(
                        "platform",
                        network.id,
                        "operation",
                        "send",
                        "kind",
                        kind,
                        "share",
                        SHARE,
                        "millis",
                        kind.equals("trickle") ? 3 : 300);
                stage.control("/control/faults", fault);
            }
        }
    }
}
