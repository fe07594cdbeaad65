package dev.parley.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.campaign.Programs.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends under fire: one call in five meets a fault, dispatchers come and go, and the only one is killed with -9 in the
 * middle. Afterwards nothing may be lost, nothing performed twice, and every chat must have kept its order.
 */
class DispatchCampaignTest {
    private static final Map<String, Object> NO_LIMITS =
            Map.of("chat_per_second", 0, "chat_burst", 1000, "bot_per_second", 0, "bot_burst", 1000);

    @Test
    void aKilledDispatcherLosesNothingAndSendsNothingTwice() {
        try (DispatchStage stage = DispatchStage.open()) {
            play(stage, 40, 5, Duration.ofMinutes(3));
        }
    }

    @Test
    @Tag("full")
    @Tag("full-dispatch")
    void aThousandChatsUnderFire() {
        try (DispatchStage stage = DispatchStage.open()) {
            play(stage, 1_000, 10, Duration.ofMinutes(20));
        }
    }

    private static void play(DispatchStage stage, int chats, int each, Duration limit) {
        Running first = stage.startDispatcher();
        lift(stage);
        Crowd crowd = new Crowd(stage);
        crowd.gather(first, chats);
        misbehave(stage);
        long sends = (long) chats * each;

        crowd.send(0, each / 2);
        await().atMost(limit).until(() -> settled(stage) > sends / 10);
        Running second = stage.startDispatcher();
        crowd.send(each / 2, each);
        await().atMost(limit).until(() -> settled(stage) > sends / 3);
        stage.stop(second);
        await().atMost(limit).until(() -> settled(stage) > sends / 2);
        stage.kill(first);
        stage.startDispatcher();

        await().atMost(limit).pollInterval(Duration.ofSeconds(1)).until(() -> settled(stage) == sends);
        judge(Reckoning.of(stage), sends, stage);
    }

    private static void judge(Reckoning reckoning, long sends, DispatchStage stage) {
        System.out.println("dispatch campaign: " + reckoning);
        assertThat(reckoning.sends()).as("commands stored").isEqualTo((int) sends);
        assertThat(reckoning.performedTwice()).as("performed twice").isEmpty();
        assertThat(reckoning.publishedButNotPerformed())
                .as("published but never performed")
                .isEmpty();
        assertThat(reckoning.outOfOrder()).as("out of order").isEmpty();
        assertThat(reckoning.failedOtherwise())
                .as("failed though the outcome is known")
                .isZero();
        assertThat(stage.number("select count(*) from messages m join profiles p on p.id = m.profile_id"
                        + " where p.platform = 'bluesky' and m.status <> 'published'"))
                .as("not published where the network can be asked")
                .isZero();
        assertThat(stage.number("select count(*) from chat_lanes where due_at is not null"))
                .as("lanes still due")
                .isZero();
        assertThat(stage.number("select count(*) from messages m where (select count(*) from events e"
                        + " where e.chat_id = m.chat_id and e.type in ('message.sent', 'message.failed')) <> "
                        + "(select count(*) from messages n where n.chat_id = m.chat_id)"))
                .as("chats with a final state untold or told twice")
                .isZero();
    }

    private static long settled(DispatchStage stage) {
        return stage.number("select count(*) from messages where status in ('published', 'failed')");
    }

    private static void lift(DispatchStage stage) {
        assertThat(stage.sandbox()
                        .post("/control/telegram/acts/limits", NO_LIMITS)
                        .isSuccess())
                .isTrue();
    }

    /** One call in five, spread over the ways in which networks fail; only real sends. */
    private static void misbehave(DispatchStage stage) {
        for (String platform : List.of("telegram", "bluesky")) {
            for (String kind : List.of("drop_answer", "error_after_send", "rate_limit", "reset", "delay")) {
                Map<String, Object> fault =
                        Map.of("platform", platform, "operation", "send", "kind", kind, "share", 0.04, "millis", 300);
                assertThat(stage.sandbox().post("/control/faults", fault).isSuccess())
                        .isTrue();
            }
        }
    }
}
