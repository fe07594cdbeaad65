package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.campaign.Crowd.Seat;
import dev.parley.campaign.Programs.Running;
import dev.parley.campaign.Punctuality.Arrivals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two pollers share many accounts of Bluesky while people write, and one of the pollers is killed with -9. Each account
 * is polled in time all along: within the interval, which is spread by a tenth, and a tolerance of two seconds, one of
 * them because pollers look once a second who is due. Whom the killed one had in hands, waits for the lease in addition.
 */
class PunctualityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double SPREAD = 1.1;
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Duration BUDGET_WINDOW = Duration.ofSeconds(5);
    /** How even two pollers share: each takes what is due when it looks. */
    private static final double FAIR_SHARE = 0.1;

    /**
     * @param interval between two polls of an account
     * @param rounds how many intervals are watched before the kill, and as many after it
     * @param perSecond requests that all pollers together may make
     */
    private record Size(int accounts, Duration interval, int rounds, int perSecond, Duration lease) {
        Duration inTime() {
            return Duration.ofMillis((long) (interval.toMillis() * SPREAD)).plus(TOLERANCE);
        }

        Duration watched() {
            return interval.multipliedBy(rounds);
        }
    }

    @Test
    @Tag("full")
    @Tag("full-bluesky")
    void twoPollersKeepTheTimeOfFortyAccountsThoughOneDies() {
        play(new Size(40, Duration.ofSeconds(2), 3, 60, Duration.ofSeconds(3)));
    }

    @Test
    @Tag("full")
    @Tag("full-bluesky")
    void twoPollersKeepTheTimeOfFiveHundredAccountsThoughOneDies() {
        play(new Size(500, Duration.ofSeconds(20), 4, 50, Duration.ofSeconds(10)));
    }

    private static void play(Size size) {
        try (DispatchStage stage = DispatchStage.open(1000)) {
            Running dispatcher = stage.startDispatcher();
            Crowd crowd = Crowd.gather(stage, dispatcher, List.of(Network.BLUESKY), size.accounts, size.accounts);
            stage.stop(dispatcher);
            Running first = stage.start("bluesky-poller", settings(size));
            Running second = stage.start("bluesky-poller", settings(size));
            awaitThatAllWerePolled(stage, size);

            Set<String> said;
            long begin = System.currentTimeMillis();
            try (Chatter chatter = new Chatter(stage, crowd)) {
                passes(size.watched());
                judgeTheQuietTime(Punctuality.since(begin, stage), size);
                requireFairShares(first, second);
                long kill = System.currentTimeMillis();
                stage.kill(second);
                passes(size.watched().plus(size.lease));
                judgeTheTakeOver(Punctuality.since(kill - size.inTime().toMillis(), stage), size);
                said = chatter.finish();
            }
            passes(size.inTime());
            Arrivals arrivals = Arrivals.of(stage, said);
            System.out.printf(
                    "punctuality: %d texts, the latest %d ms after it was written%n",
                    said.size(), arrivals.latest().toMillis());
            assertThat(arrivals.lostOrDoubled()).isEmpty();
            assertThat(arrivals.latest()).isLessThan(size.inTime().plus(size.lease));
        }
    }

    private static Map<String, String> settings(Size size) {
        String interval = size.interval.toMillis() + "ms";
        return Map.of(
                "PARLEY_POLLER_INTERVAL",
                interval,
                "PARLEY_POLLER_BUSY_INTERVAL",
                interval,
                "PARLEY_POLLER_LEASE",
                size.lease.toMillis() + "ms",
                "PARLEY_POLLER_REQUESTS_PER_SECOND",
                Integer.toString(size.perSecond));
    }

    private static void awaitThatAllWerePolled(DispatchStage stage, Size size) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> stage.database()
                                .number("select count(*) from poll_cursors where cursor is not null"
                                        + " and lease_token is null")
                        == size.accounts);
    }

    /** Nothing but time: the pollers are watched, not driven. */
    private static void passes(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    private static void judgeTheQuietTime(Punctuality seen, Size size) {
        System.out.println("punctuality: with two pollers, " + seen);
        assertThat(seen.accounts()).isEqualTo(size.accounts);
        assertThat(seen.longestGap()).isLessThan(size.inTime());
        requireTheBudget(seen, size);
    }

    private static void judgeTheTakeOver(Punctuality seen, Size size) {
        System.out.println("punctuality: one of them killed, " + seen);
        assertThat(seen.longestGap()).isLessThan(size.inTime().plus(size.lease));
        requireTheBudget(seen, size);
    }

    /** A request that had to wait for its moment may still be a little late, and so meet the next. */
    private static void requireTheBudget(Punctuality seen, Size size) {
        int most = seen.most(BUDGET_WINDOW);
        System.out.printf("punctuality: at most %d requests in %d s%n", most, BUDGET_WINDOW.toSeconds());
        assertThat(most).isLessThanOrEqualTo((int) (size.perSecond * (BUDGET_WINDOW.toSeconds() + 1)));
    }

    private static void requireFairShares(Running first, Running second) {
        double one = first.metric("parley_poll_pages_total");
        double other = second.metric("parley_poll_pages_total");
        System.out.printf("punctuality: %.0f pages by one, %.0f by the other%n", one, other);
        assertThat(Math.min(one, other)).isGreaterThan((one + other) * FAIR_SHARE);
    }

    /** Somebody writes to one account after another, ten times a second. */
    private static final class Chatter implements AutoCloseable {
        private final Set<String> said = ConcurrentHashMap.newKeySet();
        private final AtomicInteger words = new AtomicInteger();
        private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor();

        Chatter(DispatchStage stage, Crowd crowd) {
            var unused = pacer.scheduleAtFixedRate(() -> say(stage, crowd), 0, 100, TimeUnit.MILLISECONDS);
        }

        private void say(DispatchStage stage, Crowd crowd) {
            int number = words.getAndIncrement();
            Seat seat = crowd.seat(number * 7 % crowd.size());
            ObjectNode word =
                    JSON.createObjectNode().put("account", seat.account()).put("text", "word " + number);
            word.putObject("participant").put("id", seat.participant());
            stage.control("/control/bluesky/say", word);
            said.add("word " + number);
        }

        /** Everything that was said. */
        Set<String> finish() {
            pacer.close();
            return said;
        }

        @Override
        public void close() {
            pacer.shutdownNow();
        }
    }
}
