package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.PollStage.Standstill;
import dev.parley.campaign.Tripwire.Moment;
import dev.parley.campaign.Tripwire.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A poll of Bluesky is killed with -9 between any two of its steps, and stands still between any two of them until
 * another poller had time to take over. A step is a statement to the database or a request to the account's server: what
 * a poller does between two of them, nobody sees. Each time, everything is there afterwards, once and in order.
 */
class PollCampaignTest {
    /** Of a poll of two pages: claim's aftermath, budget, requests, kinds, chats, transactions, and giving back. */
    private static final int FEWEST_STEPS = 25;

    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(30);

    @Test
    void aPollThatEndsOrStandsStillAtAFewPlacesLosesAndDoublesNothing() {
        try (PollStage stage = PollStage.open()) {
            List<Place> places = stage.rehearse();
            assertThat(places).hasSizeGreaterThan(FEWEST_STEPS);

            assertThat(killedAt(stage, some(places))).isEmpty();
            Map<Standstill, Integer> standstills = standingStillAt(stage, List.of(requestOfTheFirstPage(places)));

            assertThat(standstills).containsOnlyKeys(Standstill.OVERTAKEN);
            await().atMost(REFUSED_WITHIN)
                    .untilAsserted(() ->
                            assertThat(stage.superseded()).as("pages refused").isEqualTo(1));
            assertThat(stage.untold()).isEmpty();
        }
    }

    @Test
    @Tag("full")
    @Tag("full-bluesky")
    void aPollThatEndsOrStandsStillAtAnyPlaceLosesAndDoublesNothing() {
        try (PollStage stage = PollStage.open()) {
            List<Place> places = stage.rehearse();
            places.forEach(place -> System.out.println("poll campaign: " + place));

            List<Place> missed = killedAt(stage, places);
            System.out.printf(
                    "poll campaign: killed at %d of %d places%n", places.size() - missed.size(), places.size());
            assertThat(missed).isEmpty();
            Map<Standstill, Integer> standstills = standingStillAt(
                    stage,
                    places.stream()
                            .filter(place -> place.moment() == Moment.ASKED)
                            .toList());
            System.out.printf("poll campaign: stood still: %s; %d pages refused%n", standstills, stage.superseded());

            assertThat(standstills).doesNotContainKey(Standstill.NEVER_CAME_THERE);
            assertThat(standstills.get(Standstill.OVERTAKEN)).isPositive();
            assertThat(stage.superseded()).as("pages refused").isPositive();
            assertThat(stage.untold()).isEmpty();
        }
    }

    /** The places that it did not come to. */
    private static List<Place> killedAt(PollStage stage, List<Place> places) {
        List<Place> missed = new ArrayList<>();
        for (Place place : places) {
            if (!stage.kill(place)) {
                missed.add(place);
            }
            stage.judge();
        }
        return missed;
    }

    private static Map<Standstill, Integer> standingStillAt(PollStage stage, List<Place> places) {
        Map<Standstill, Integer> times = new EnumMap<>(Standstill.class);
        for (Place place : places) {
            times.merge(stage.standStill(place), 1, Integer::sum);
            stage.judge();
        }
        return times;
    }

    /** Before and after the first page is committed, and the very last. */
    private static List<Place> some(List<Place> places) {
        List<Place> some = new ArrayList<>(places.stream()
                .filter(place -> place.step().equals("COMMIT"))
                .limit(2)
                .toList());
        some.add(places.getLast());
        return some;
    }

    private static Place requestOfTheFirstPage(List<Place> places) {
        return places.stream()
                .filter(place -> place.step().endsWith("chat.bsky.convo.getConvo"))
                .findFirst()
                .orElseThrow();
    }
}
