package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.campaign.Crowd.Seat;
import dev.parley.campaign.Programs.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Four bots of Telegram under load: one is asked to do far more than Telegram lets it (429), one writes to people half
 * of whom have blocked it (403), one loses its token in mid-flow and gets it back, one is left in peace. Each send must
 * end as Telegram says, and only where it says so.
 */
class StormTest {
    private static final int BOTS = 4;
    private static final int FLOODED = 0;
    private static final int BLOCKED_BY_MANY = 1;
    private static final int LOCKED_OUT = 2;
    private static final int IN_PEACE = 3;
    private static final String BLOCKED = "Forbidden: bot was blocked by the user";

    private record Size(int chats, int rounds, int perSecond, int allowed, Duration limit) {}

    @Test
    void refusalsUnderLoadEndEachSendRightAndStarveNobody() {
        play(new Size(80, 3, 80, 10, Duration.ofMinutes(3)));
    }

    @Test
    @Tag("full")
    @Tag("full-telegram")
    void nineThousandSendsInTheStorm() {
        play(new Size(900, 10, 160, 25, Duration.ofMinutes(10)));
    }

    private static void play(Size size) {
        try (DispatchStage stage = DispatchStage.open(1000)) {
            Running dispatcher = stage.startDispatcher();
            Crowd crowd = Crowd.gather(stage, dispatcher, List.of(Network.TELEGRAM), BOTS, size.chats);
            List<String> bots =
                    crowd.seats().stream().map(Seat::account).distinct().toList();
            flood(stage, bots.get(FLOODED), size.allowed);
            List<Seat> blocked = block(stage, crowd, bots.get(BLOCKED_BY_MANY));
            ConditionFactory within = await().atMost(size.limit).pollInterval(Duration.ofMillis(200));

            long commands;
            try (Flow flow = Flow.start(crowd, stage.brokers(), size.rounds, size.perSecond)) {
                within.until(() -> flow.hasReached(0.5));
                lockOut(stage, bots.get(LOCKED_OUT), within);
                commands = flow.finish(size.limit);
            }
            letIn(stage, bots.get(LOCKED_OUT));
            crowd.connect(dispatcher, Network.TELEGRAM, LOCKED_OUT);
            within.untilAsserted(() -> assertThat(unsettled(stage, commands)).isZero());

            report(stage, bots);
            judge(Reckoning.of(stage, Network.TELEGRAM, commands), blocked.size() * (commands / crowd.size()), stage);
            assertThat(last(stage, bots.get(IN_PEACE)))
                    .as("the bot in peace is done before the flooded one")
                    .isBefore(last(stage, bots.get(FLOODED)));
        }
    }

    private static void flood(DispatchStage stage, String bot, int allowed) {
        stage.control(
                "/control/telegram/acts/limits",
                Map.of(
                        "account",
                        bot,
                        "bot_per_second",
                        allowed,
                        "bot_burst",
                        allowed,
                        "chat_per_second",
                        1,
                        "chat_burst",
                        3));
    }

    /** Its token is revoked; waits until that was noticed. */
    private static void lockOut(DispatchStage stage, String bot, ConditionFactory within) {
        stage.control("/control/telegram/acts/revoke-token", Map.of("account", bot));
        within.until(() -> stage.database()
                .text("select status from profiles where external_id = '" + bot + "'")
                .equals("expired"));
    }

    private static void letIn(DispatchStage stage, String bot) {
        stage.control("/control/telegram/acts/restore-token", Map.of("account", bot));
    }

    /** Every second participant of the bot blocks it. */
    private static List<Seat> block(DispatchStage stage, Crowd crowd, String bot) {
        List<Seat> all = crowd.seats().stream()
                .filter(seat -> seat.account().equals(bot))
                .toList();
        List<Seat> blocked = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            Seat seat = all.get(i);
            Map<String, Object> person = Map.of("id", seat.participant(), "name", seat.name());
            stage.control("/control/telegram/acts/block", Map.of("account", bot, "participant", person));
            blocked.add(seat);
        }
        return blocked;
    }

    private static long unsettled(DispatchStage stage, long commands) {
        return commands
                - stage.database().number("select count(*) from messages where status in ('published', 'failed')");
    }

    private static void judge(Reckoning found, long toBlocked, DispatchStage stage) {
        System.out.println("storm: " + found);
        assertThat((long) found.stored()).as("commands stored").isEqualTo(found.commanded());
        assertThat(found.performedTwice()).as("performed twice").isEmpty();
        assertThat(found.untrue()).as("told otherwise than it is").isEmpty();
        assertThat(found.outOfOrder()).as("out of order").isEmpty();
        assertThat(found.unknownPerformed() + found.unknownNotPerformed())
                .as("outcome unknown")
                .isZero();
        assertThat((long) found.failedOtherwise()).as("failed").isEqualTo(toBlocked);
        assertThat(stage.database()
                        .number("select count(*) from messages where status = 'failed' and attempts = 1"
                                + " and error_message = '" + BLOCKED
                                + "' and error_details ->> 'platform_error_code' = '403'"))
                .as("failed at once, in Telegram's words")
                .isEqualTo(toBlocked);
        assertThat(stage.database().number("select count(*) from events where type = 'profile.disconnected'"))
                .as("told of the lost token")
                .isEqualTo(1);
        assertThat(stage.database().number("select count(*) from chat_lanes where due_at is not null"))
                .as("lanes still due")
                .isZero();
    }

    /** For each bot how many calls were needed for its sends, and how late the slowest came. */
    private static void report(DispatchStage stage, List<String> bots) {
        Map<String, Instant> accepted = new HashMap<>();
        stage.database()
                .rows("select body, extract(epoch from created_at) * 1000 from messages")
                .forEach(row -> accepted.put(row.get(0), Instant.ofEpochMilli((long) Double.parseDouble(row.get(1)))));
        for (String bot : bots) {
            long slowest = 0;
            for (JsonNode sent : ledger(stage, bot)) {
                Instant at = Instant.parse(sent.path("at").asText());
                Duration late = Duration.between(accepted.get(sent.path("text").asText()), at);
                slowest = Math.max(slowest, late.toMillis());
            }
            String sums = String.join(
                    ", ",
                    stage.database()
                            .rows("select count(*) || ' sends', sum(attempts) || ' calls',"
                                    + " max(attempts) || ' at most for one',"
                                    + " count(*) filter (where m.status = 'failed') || ' failed' from messages m"
                                    + " join profiles p on p.id = m.profile_id where p.external_id = '" + bot + "'")
                            .getFirst());
            System.out.println("storm: bot " + bot + ": " + sums + ", the slowest after " + slowest + " ms");
        }
    }

    private static Instant last(DispatchStage stage, String bot) {
        return ledger(stage, bot).stream()
                .map(sent -> Instant.parse(sent.path("at").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static List<JsonNode> ledger(DispatchStage stage, String bot) {
        List<JsonNode> sends = new ArrayList<>();
        for (JsonNode sent : stage.ledger(Network.TELEGRAM)) {
            if (sent.path("account").asText().equals(bot)) {
                sends.add(sent);
            }
        }
        return sends;
    }
}
