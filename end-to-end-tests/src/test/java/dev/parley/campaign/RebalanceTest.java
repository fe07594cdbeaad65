package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.campaign.Programs.Running;
import dev.parley.campaign.ServiceStage.Person;
import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes of each service that shares work, and traffic both ways; of each a third one joins, and one that is in
 * the middle of its work is killed with -9. Every message is stored once, every send performed once and in order, every
 * event told to both subscribers.
 */
@Tag("full")
@Tag("full-rebalance")
class RebalanceTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> SHARED =
            List.of("ingest-service", "dispatch-service", "webhook-fanout", "bluesky-poller");
    private static final List<Network> NETWORKS = List.of(Network.MESSENGER, Network.BLUESKY);
    private static final int PEOPLE_PER_NETWORK = 4;
    private static final Duration PACE = Duration.ofMillis(400);
    private static final int LATENCY = 120;

    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_POLLER_INTERVAL", "1s",
            "PARLEY_POLLER_BUSY_INTERVAL", "1s",
            "PARLEY_POLLER_LEASE", "3s",
            "PARLEY_FANOUT_SCHEDULE", "0s,1s,1s,1s,1s,1s,1s,1s");

    /** One of many people, and what was said there and back. */
    private record Talk(Person person, List<String> said, List<String> sent) {}

    @Test
    void aThirdReplicaJoinsAndOneIsKilledInTheMiddleOfItsWork() throws Exception {
        try (ServiceStage stage = new ServiceStage(
                        new EmbeddedServers(Installation.find()),
                        endpoints -> endpoints,
                        SETTINGS,
                        NETWORKS.toArray(Network[]::new));
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Running> second = startSecond(stage);
            stage.subscribe("one");
            stage.subscribe("two");
            List<Talk> talks = talks(stage);
            NETWORKS.forEach(network ->
                    stage.stage().control("/control/latency", Map.of("platform", network.id, "millis", LATENCY)));

            CountDownLatch over = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (Talk talk : talks) {
                running.add(people.submit(() -> goOn(stage, talk, over)));
            }
            try {
                for (int i = 0; i < SHARED.size(); i++) {
                    var joined = stage.start(SHARED.get(i));
                    awaitMiddleOfWork(stage, talks);
                    stage.kill(second.get(i));
                }
                awaitMiddleOfWork(stage, talks);
            } finally {
                over.countDown();
            }
            for (Future<?> each : running) {
                finish(each);
            }
            judge(stage, talks);
        }
    }

    /** Ingest and dispatch are there once already. */
    private static List<Running> startSecond(ServiceStage stage) {
        var first = List.of(stage.start("webhook-fanout"), stage.start("bluesky-poller"));
        assertThat(first).hasSize(2);
        return SHARED.stream().map(stage::start).toList();
    }

    private static List<Talk> talks(ServiceStage stage) {
        return NETWORKS.stream()
                .flatMap(network ->
                        IntStream.range(0, PEOPLE_PER_NETWORK).mapToObj(number -> stage.person(network, number)))
                .map(person -> new Talk(person, new ArrayList<>(List.of("hello")), new ArrayList<>()))
                .toList();
    }

    private static void goOn(ServiceStage stage, Talk talk, CountDownLatch over) {
        try {
            for (int round = 0; !over.await(PACE.toMillis(), TimeUnit.MILLISECONDS); round++) {
                String said = "said " + round;
                stage.says(talk.person, said);
                talk.said.add(said);
                String sent = "sent " + round;
                assertThat(stage.sends(talk.person, sent).status()).isEqualTo(202);
                talk.sent.add(sent);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls are under way, items wait to be written and events to be told; and more of each has come since. */
    private static void awaitMiddleOfWork(ServiceStage stage, List<Talk> talks) {
        int before = sent(talks);
        await().atMost(LIMIT).until(() -> sent(talks) > before + talks.size());
        await().atMost(LIMIT)
                .until(() -> stage.database()
                                .number("select count(*) from messages where calling_since is not null"
                                        + " and not outcome_unknown")
                        > 1);
    }

    private static int sent(List<Talk> talks) {
        return talks.stream().mapToInt(talk -> talk.sent.size()).sum();
    }

    private static void finish(Future<?> talk) throws InterruptedException {
        try {
            talk.get();
        } catch (ExecutionException broken) {
            throw new AssertionError("a conversation broke off", broken.getCause());
        }
    }

    private static void judge(ServiceStage stage, List<Talk> talks) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(
                            stage.database()
                                    .number(
                                            "select count(*) from messages where status in ('pending', 'failed_waiting_for_retry')"))
                    .as("unsettled")
                    .isZero();
            for (Talk talk : talks) {
                assertThat(stage.stored(talk.person, "inbound"))
                        .as("stored of %s", talk.person)
                        .containsExactlyInAnyOrderElementsOf(talk.said);
            }
        });
        for (Talk talk : talks) {
            assertThat(stage.performed(talk.person))
                    .as("performed for %s", talk.person)
                    .containsExactlyElementsOf(talk.sent);
        }
        assertThat(stage.database().number("select count(*) from messages where direction = 'outbound'"))
                .isEqualTo(sent(talks));
        assertThat(stage.database().number("select count(*) from messages where status = 'failed'"))
                .as("failed")
                .isZero();
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(stage.untold("one")).isEmpty();
            assertThat(stage.untold("two")).isEmpty();
        });
        System.out.printf(
                "rebalance: %d people, %d sends, %d deliveries of %d events%n",
                talks.size(),
                sent(talks),
                stage.audience().arrivals().size(),
                stage.database().number("select count(*) from events"));
    }
}
