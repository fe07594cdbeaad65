package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Audience.Arrival;
import dev.parley.campaign.FanoutStage.Seat;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deliveries under fire: a fan-out killed with -9, an endpoint that never answers, a storm of retries. */
class FanoutCampaignTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Each healthy endpoint's share of the fifty rounds a second: five events a second. */
    private static final int ROUNDS_PER_EVENT = 10;
    /** The slowest in a hundred may take this many times as long as without the trouble. */
    private static final double TOLERATED = 2.0;

    private static final int SUBSCRIBERS = 3;

    private static FanoutStage stage;

    @BeforeAll
    static void open() {
        stage = FanoutStage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void aKilledFanOutDeliversEveryEventToEverySubscriber() {
        kill("k", 1_000);
    }

    @Test
    @Tag("full")
    @Tag("full-fanout")
    void aKilledFanOutDeliversEachOfTenThousandEvents() {
        kill("kk", 10_000);
    }

    @Test
    void aFanOutToldToStopFinishesWhatItHoldsAndItsSuccessorRepeatsNothing() {
        int events = 60;
        List<Seat> circle = stage.circle(names("d", SUBSCRIBERS));
        // So long that deliveries are stored while their calls are under way, and that others wait behind them.
        stage.audience().takesItsTime(Duration.ofMillis(1_200));
        Set<String> expected = publish(circle.getFirst(), events);
        await().atMost(LIMIT).until(() -> of(expected).size() > events);

        Duration took = stage.stopFanout();
        int before = of(expected).size();
        stage.audience().takesItsTime(Duration.ZERO);
        await().atMost(LIMIT).until(() -> deliveries(expected).size() == events * SUBSCRIBERS);

        int repeated = of(expected).size() - events * SUBSCRIBERS;
        System.out.printf(
                "fan-out campaign, told to stop: over after %d ms, %d of %d deliveries made by then, all of them in the end,"
                        + " %d repeated%n",
                took.toMillis(), before, events * SUBSCRIBERS, repeated);
        assertThat(repeated).as("deliveries repeated").isZero();
    }

    @Test
    void anEndpointThatNeverAnswersHoldsNoOtherBack() {
        blackHole("h", 10, Duration.ofSeconds(1));
    }

    @Test
    @Tag("full")
    @Tag("full-fanout")
    void aBlackHoleIsNotNoticedByNinetyNineOthers() {
        assertThat(blackHole("hh", 99, Duration.ofMinutes(1))).isLessThanOrEqualTo(TOLERATED);
    }

    @Test
    void aStormOfRetriesLeavesRoomForFreshEvents() {
        storm("s", 10, 1_000, Duration.ofSeconds(1));
    }

    @Test
    @Tag("full")
    @Tag("full-fanout")
    void twentyThousandDueRetriesAreNotNoticedByFreshEvents() {
        assertThat(storm("ss", 100, 20_000, Duration.ofSeconds(30))).isLessThanOrEqualTo(TOLERATED);
    }

    private static void kill(String mark, int events) {
        List<Seat> circle = stage.circle(names(mark, SUBSCRIBERS));
        Set<String> expected = publish(circle.getFirst(), events);
        await().atMost(LIMIT).until(() -> of(expected).size() > events);
        stage.killFanout();
        await().atMost(LIMIT).until(() -> deliveries(expected).size() == events * SUBSCRIBERS);

        int repeated = of(expected).size() - events * SUBSCRIBERS;
        System.out.printf(
                "fan-out campaign, kill -9: %d events to %d subscribers, all delivered, %d deliveries repeated%n",
                events, SUBSCRIBERS, repeated);
        assertThat(of(expected).stream().map(Arrival::delivery).distinct())
                .as("a repeated delivery is recognisable by its id")
                .hasSize(events * SUBSCRIBERS);
    }

    private static Set<String> publish(Seat seat, int events) {
        return IntStream.range(0, events).mapToObj(_ -> stage.publish(seat)).collect(Collectors.toSet());
    }

    /** Which event came to which endpoint, repetitions apart. */
    private static Set<List<String>> deliveries(Set<String> events) {
        return of(events).stream()
                .map(arrival -> List.of(arrival.event(), arrival.endpoint()))
                .collect(Collectors.toSet());
    }

    /** How much longer the slowest in a hundred took beside an endpoint that swallows fifty events a second. */
    private static double blackHole(String mark, int healthy, Duration length) {
        List<Seat> seats = stage.seats(names(mark, healthy));
        Seat hole = stage.seats(List.of(mark + "-hole")).getFirst();
        int perRound = Math.max(1, healthy / ROUNDS_PER_EVENT);

        double before = slowestInHundred(stage, seats, perRound, length);
        stage.audience().becomesBlackHole(hole.name());
        try (ScheduledExecutorService feed = Executors.newSingleThreadScheduledExecutor()) {
            feed.scheduleAtFixedRate(() -> stage.publish(hole), 0, 20, TimeUnit.MILLISECONDS);
            double beside = slowestInHundred(stage, seats, perRound, length);
            feed.shutdownNow();
            return compare("black hole beside " + healthy, before, beside);
        }
    }

    /** How much longer the slowest in a hundred took while as many retries fell due at once. */
    private static double storm(String mark, int endpoints, int retries, Duration length) {
        List<Seat> seats = stage.seats(names(mark, endpoints));
        int perRound = Math.max(1, endpoints / ROUNDS_PER_EVENT);

        double before = slowestInHundred(stage, seats, perRound, length);
        stage.storeDueRetries(seats, retries / endpoints);
        double during = slowestInHundred(stage, seats, perRound, length);

        await().atMost(LIMIT)
                .until(() -> stage.database().number("select count(*) from webhook_retries where attempt > 1") == 0);
        Set<String> names = seats.stream().map(Seat::name).collect(Collectors.toSet());
        long came = stage.audience().arrivals().stream()
                .filter(arrival -> names.contains(arrival.endpoint()))
                .map(Arrival::event)
                .distinct()
                .count();
        assertThat(came).as("fresh events and retries").isGreaterThanOrEqualTo(retries);
        return compare("storm of " + retries, before, during);
    }

    private static double slowestInHundred(FanoutStage stage, List<Seat> seats, int perRound, Duration length) {
        Traffic traffic = new Traffic(stage);
        traffic.flow(seats, perRound, length);
        List<Long> delays = traffic.delays();
        return delays.get((int) (delays.size() * 0.99)) / 1e6;
    }

    private static double compare(String trouble, double before, double during) {
        System.out.printf(
                "fan-out campaign, %s: p99 %.1f ms before, %.1f ms during, ratio %.2f%n",
                trouble, before, during, during / before);
        return during / before;
    }

    private static List<String> names(String mark, int count) {
        return IntStream.range(0, count).mapToObj(number -> mark + number).toList();
    }

    private static List<Arrival> of(Set<String> events) {
        return stage.audience().arrivals().stream()
                .filter(arrival -> events.contains(arrival.event()))
                .toList();
    }
}
